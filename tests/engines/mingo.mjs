// Answers queries by mingo, an evaluator of MongoDB's query language that has nothing in common with a server.
//
// Usage: mingo.mjs FOLDER, where FOLDER/node_modules holds mingo. Reads JSON Lines in canonical Extended JSON: first
// {"records": […]}; then queries on them, {"filter", "sort", "skip", "limit", "count", "key"}. Answers each query by a
// line: {"keys": […]}, the key fields of what it selects, or for a count the number, as texts; or {"failure": …}.
// {"deviations": true} asks what this script makes up for.
import { createRequire } from "node:module";

const { Query } = createRequire(`${process.argv[2]}/`)("mingo");

// An int64. mingo takes no BigInt in a filter, and sorts them as texts; it compares objects of a class by their toString.
class Long {
    constructor(digits) {
        this.ordered = (BigInt(digits) + 2n ** 63n).toString().padStart(20, "0");
    }
    toString() {
        return this.ordered;
    }
    get digits() {
        return (BigInt(this.ordered) - 2n ** 63n).toString();
    }
}

// The text with its UTF-16 units in the order of their code points: surrogates last. JavaScript compares units, MongoDB
// bytes of UTF-8. Every character of ASCII stays, and so does what a pattern means.
function reordered(text) {
    return text.replace(/[\ud800-\uffff]/g, (c) => {
        const unit = c.charCodeAt(0);
        return String.fromCharCode(unit >= 0xe000 ? unit - 0x800 : unit + 0x2000);
    });
}

const types = {
    $numberInt: (digits) => new Long(digits),
    $numberLong: (digits) => new Long(digits),
    $numberDouble: Number,
    $date: (ms) => new Date(Number(ms.digits)),
};

function read(line) {
    return JSON.parse(line, (key, value) => {
        if (typeof value === "string" && !Object.hasOwn(types, key)) {
            return reordered(value);
        }
        const [only, ...others] = value !== null && typeof value === "object" ? Object.keys(value) : [];
        return others.length === 0 && Object.hasOwn(types, only) ? types[only](value[only]) : value;
    });
}

function answer(records, { filter, sort, skip, limit, count, key }) {
    const selected = new Query(filter).find(records);
    if (count) {
        return [selected.all().length.toString()];
    }
    const order = Object.fromEntries(Object.entries(sort).map(([path, direction]) => [path, Number(direction.digits)]));
    const page = selected.sort(order).skip(skip);
    return (limit === null ? page : page.limit(limit)).all().map((r) => r[key].digits);
}

// The module readline ends lines at U+2028 too.
async function* lines(input) {
    let rest = "";
    for await (const chunk of input.setEncoding("utf8")) {
        const ended = (rest + chunk).split("\n");
        rest = ended.pop();
        yield* ended;
    }
}

// Where mingo, left to itself, does not do as MongoDB does: true while that is so.
const deviations = {
    "10n before 9n": () => new Query({}).find([{ n: 9n }, { n: 10n }, { n: null }]).sort({ n: -1 }).next().n === 9n,
    "U+FFFD is greater than U+10000": () => new Query({ s: { $gt: "\u{10000}" } }).test({ s: "\ufffd" }),
};

let records = [];
for await (const line of lines(process.stdin)) {
    const message = read(line);
    if (message.records) {
        records = message.records;
        continue;
    }
    let result;
    try {
        result = message.deviations
            ? { keys: Object.keys(deviations).filter((name) => deviations[name]()) }
            : { keys: answer(records, message) };
    } catch (error) {
        result = { failure: String(error) };
    }
    process.stdout.write(`${JSON.stringify(result)}\n`);
}

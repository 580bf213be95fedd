// What the peers of npm answer, and the processor time that they take for it.
//
// Usage: peers.mjs FOLDER, where FOLDER/node_modules holds them. Reads JSON Lines, and answers each by a line:
// {"records": N}, and after it N lines, each a record; {"mingo": NAME, "filter": {…}} answers the keys of the records
// that mingo selects; {"format": NAME, "request": TEXT, "parsed": BOOL} answers the statement that react-querybuilder makes
// of a request in its own form, which is parsed once or each time; {"run": NAME, "times": N} does it again N times, and
// answers the seconds.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const installed = createRequire(`${process.argv[2]}/`);
const { Query } = installed("mingo");
const { formatQuery } = installed("@react-querybuilder/core");

const records = [];
const named = new Map();

function format(query) {
    return formatQuery(query, { format: "parameterized", preset: "sqlite" });
}

function seconds({ run, times }) {
    const work = named.get(run);
    const begin = process.cpuUsage();
    for (let i = 0; i !== times; ++i) {
        work();
    }
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1e6;
}

function answer(message) {
    if (message.mingo) {
        const query = new Query(message.filter);
        named.set(message.mingo, () => query.find(records).all());
        return named.get(message.mingo)().map((record) => record.id);
    }
    if (message.format) {
        const parsed = JSON.parse(message.request);
        named.set(message.format, () => format(message.parsed ? parsed : JSON.parse(message.request)));
        return named.get(message.format)();
    }
    return seconds(message);
}

let expected = 0;
for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line);
    if (expected !== 0) {
        records.push(message);
        --expected;
    } else if (message.records) {
        expected = message.records;
    } else {
        process.stdout.write(`${JSON.stringify(answer(message))}\n`);
    }
}

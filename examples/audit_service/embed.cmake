# embed.cmake -D folder=… -D output=…: the files of the page as the array that page_files.hpp declares.
file(GLOB paths "${folder}/*")
list(SORT paths)
set(arrays)
set(rows)
foreach(path IN LISTS paths)
    cmake_path(GET path FILENAME name)
    string(MAKE_C_IDENTIFIER "${name}" identifier)
    file(READ "${path}" bytes HEX)
    string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(APPEND arrays "constexpr unsigned char ${identifier}[] = {\n${bytes}};\n")
    string(APPEND rows "    {\"${name}\", {reinterpret_cast<char const*>(${identifier}), sizeof ${identifier}}},\n")
endforeach()
file(
    WRITE "${output}.new"
    "#include \"page_files.hpp\"

namespace audit {

namespace {

${arrays}
} // namespace

std::string_view page_file(std::string_view name) noexcept {
    struct row {
        std::string_view name;
        std::string_view text;
    };
    static row const rows[] = {
${rows}    };
    for (row const& r : rows) {
        if (r.name == name) {
            return r.text;
        }
    }
    return {};
}

} // namespace audit
"
)
file(RENAME "${output}.new" "${output}")

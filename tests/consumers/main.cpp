#include <quern/quern.hpp>

#include <iostream>
#include <string_view>

int second();

int main() {
    constexpr std::string_view request =
        R"({"filter":{"op":"and","rules":[{"field":"operator","op":"eq","value":"Jim"}]},"page":{"count":true}})";
    auto const query = quern::read(quern::api::hcm_audit(), request);
    if (!query) {
        std::cerr << quern::render(query.error(), request);
        return 1;
    }
    auto const statement = quern::sql::emit(*query, quern::sql::sqlite);
    std::cout << statement->text << '\n';
    return statement->text == R"(SELECT COUNT(*) FROM "audit" WHERE "audit"."operator" = ?1 COLLATE BINARY)" &&
                   second() == 0
               ? 0
               : 1;
}

find_package(SQLite3 QUIET)
set(quern_adapter_libraries SQLite::SQLite3)

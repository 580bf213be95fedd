find_package(PostgreSQL QUIET)
set(quern_adapter_libraries PostgreSQL::PostgreSQL)

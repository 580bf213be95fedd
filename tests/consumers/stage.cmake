# Installs the build afresh, so that a header that is gone is gone here too.
file(REMOVE_RECURSE "${stage}")
execute_process(
    COMMAND "${CMAKE_COMMAND}" --install "${build}" --prefix "${stage}" --component quern_development
    COMMAND_ERROR_IS_FATAL ANY
)

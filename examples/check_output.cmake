# check_output.cmake -D "command=PROGRAM|ARGUMENT…" -D expected=FILE [-D input=FILE]: runs a command, which must print what
# the file holds.
string(REPLACE "|" ";" command "${command}")
if(DEFINED input)
    set(from INPUT_FILE "${input}")
endif()
execute_process(COMMAND ${command} ${from} OUTPUT_VARIABLE printed RESULT_VARIABLE status)
file(READ "${expected}" wanted)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "status ${status}; printed:\n${printed}")
endif()
if(NOT printed STREQUAL wanted)
    message(FATAL_ERROR "printed:\n${printed}\nexpected:\n${wanted}")
endif()

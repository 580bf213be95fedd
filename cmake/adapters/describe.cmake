set(quern_adapter_libraries Boost::headers)

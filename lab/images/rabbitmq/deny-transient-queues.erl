%% Evaluated with File, the path of the compiled rabbit_amqqueue: sets the phase of its deprecated feature to upstream's.
{ok, _, Chunks} = beam_lib:all_chunks(File),
{_, Stored} = lists:keyfind("Attr", 1, Chunks),
Deny = fun
    ({rabbit_deprecated_feature, [{transient_nonexcl_queues, Feature}]}) ->
        {rabbit_deprecated_feature, [{transient_nonexcl_queues, Feature#{deprecation_phase := denied_by_default}}]};
    (Attribute) ->
        Attribute
end,
Attributes = lists:map(Deny, binary_to_term(Stored)),
true = Attributes =/= binary_to_term(Stored),
{ok, Module} = beam_lib:build_module(lists:keyreplace("Attr", 1, Chunks, {"Attr", term_to_binary(Attributes)})),
ok = file:write_file(File, Module),
halt().

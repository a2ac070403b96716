#!/usr/bin/env escript
%% Prints what the configuration schemas of a RabbitMQ server say, as JSON: one object for each setting of rabbitmq.conf.
%% Usage: escript conf-schema.escript PLUGINS FOLDER
%%   PLUGINS  the plugins folder of an installed server, whose cuttlefish reads the schemas
%%   FOLDER   where the schemas are, as APPLICATION[-VERSION]/priv/schema/*.schema: PLUGINS itself, or `deps` of the sources
main([Plugins, Folder]) ->
    logger:set_primary_config(level, none),
    [code:add_pathz(Path) || Path <- filelib:wildcard(filename:join(Plugins, "*/ebin"))],
    %% A schema includes parts by the name of their application, whose folder is found by its code.
    [begin
         Ebin = filename:join(Application, "ebin"),
         _ = file:make_dir(Ebin),
         code:add_patha(Ebin)
     end || Application <- filelib:wildcard(filename:join(Folder, "*")), Folder =/= Plugins],
    Files = lists:sort(filelib:wildcard(filename:join(Folder, "*/priv/schema/*.schema"))),
    Owners = lists:flatmap(fun owners/1, Files),
    case read(Files) of
        {_Translations, [_ | _] = Mappings, _Validators} = Schema ->
            Settings = [setting(Owners, Schema, Mapping, Folder =:= Plugins) || Mapping <- Mappings],
            io:put_chars([json:encode(Settings), $\n]);
        Other ->
            io:format(standard_error, "~ts: ~tp~n", [Folder, Other]),
            halt(1)
    end;
main(_) ->
    io:put_chars(standard_error, "usage: escript conf-schema.escript PLUGINS FOLDER\n"),
    halt(1).

%% Until 4.2, schemas name validators that nobody defines; cuttlefish passed over them, and now refuses them.
read(Files) ->
    case cuttlefish_schema:files(Files) of
        {errorlist, Errors} ->
            case lists:usort([Name || {error, {validator_not_defined, _, Name}} <- Errors]) of
                [] -> {errorlist, Errors};
                Names ->
                    Stubs = "/tmp/undefined-validators.schema",
                    ok = file:write_file(Stubs, [io_lib:format("{validator, ~tp, \"undefined\", fun(_) -> true end}.~n", [Name])
                                                 || Name <- Names]),
                    cuttlefish_schema:files(Files ++ [Stubs])
            end;
        Schema -> Schema
    end.

%% Which application has a key or all keys below a prefix: cuttlefish does not keep it.
owners(File) ->
    Folder = filename:dirname(filename:dirname(filename:dirname(File))),
    [Application | _] = string:split(filename:basename(Folder), "-"),
    {ok, Text} = file:read_file(File),
    {ok, Tokens, _} = erl_scan:string(unicode:characters_to_list(Text)),
    owners(Tokens, Application).

owners([{atom, _, mapping}, {',', _}, {string, _, Key} | Rest], Application) ->
    [{Key, Application} | owners(Rest, Application)];
owners([{atom, _, prefix}, {',', _}, {string, _, Prefix} | Rest], Application) ->
    [{Prefix, Application} | owners(Rest, Application)];
owners([_ | Rest], Application) ->
    owners(Rest, Application);
owners([], _Application) ->
    [].

owner(Key, Owners) ->
    Of = [{Known, Application} || {Known, Application} <- Owners, Known =:= Key orelse lists:prefix(Known ++ ".", Key)],
    {_, Owner} = lists:last(lists:sort(fun({One, _}, {Other, _}) -> length(One) =< length(Other) end, Of)),
    Owner.

setting(Owners, {_, _, Validators} = Schema, Mapping, IsInstalled) ->
    Key = cuttlefish_variable:format(cuttlefish_mapping:variable(Mapping)),
    Target = cuttlefish_mapping:mapping(Mapping),
    Checks = [Validator || Validator <- cuttlefish_mapping:validators(Mapping, Validators),
                           cuttlefish_validator:description(Validator) =/= "undefined"],
    #{key => text(Key),
      application => text(owner(Key, Owners)),
      types => [term(Type) || Type <- cuttlefish_mapping:datatype(Mapping)],
      validators => [text(cuttlefish_validator:name(Check)) || Check <- Checks],
      aliases => [text(cuttlefish_variable:format(Alias)) || Alias <- aliases(Mapping)],
      target => text(Target),
      least => case IsInstalled of true -> least(Schema, Mapping); false -> null end,
      default => term(default(Target, cuttlefish_mapping:default(Mapping)))}.

%% The least integer that the server takes, as it may check that only when it makes its own setting of it.
least(Schema, Mapping) ->
    IsInteger = lists:member(integer, cuttlefish_mapping:datatype(Mapping)),
    Key = [case Word of "$" ++ _ -> "1"; _ -> Word end || Word <- cuttlefish_mapping:variable(Mapping)],
    Takes = fun(Value) ->
        case cuttlefish_generator:map(Schema, [{Key, Value}]) of
            {error, _Phase, _Errors} -> false;
            _ -> true
        end
    end,
    case IsInteger andalso not Takes("-1") of
        true -> hd([Least || Least <- [0, 1], Takes(integer_to_list(Least))] ++ [null]);
        false -> null
    end.

%% Aliases came with cuttlefish 3.9.
aliases(Mapping) ->
    case erlang:function_exported(cuttlefish_mapping, aliases, 1) of
        true -> cuttlefish_mapping:aliases(Mapping);
        false -> []
    end.

%% Most defaults are in the environment of the application, not in the schema.
default(Target, undefined) ->
    [Application | Path] = [list_to_atom(Step) || Step <- cuttlefish_variable:tokenize(Target)],
    _ = application:load(Application),
    lists:foldl(fun step/2, application:get_all_env(Application), Path);
default(_Target, Default) ->
    Default.

step(Step, Values) when is_list(Values) -> proplists:get_value(Step, Values);
step(_Step, _Value) -> undefined.

term(Value) when is_atom(Value); is_number(Value); is_binary(Value) -> Value;
term(Value) when is_tuple(Value) -> [term(One) || One <- tuple_to_list(Value)];
term([]) -> [];
term(Value) when is_list(Value) ->
    case io_lib:printable_unicode_list(Value) of
        true -> text(Value);
        false -> [term(One) || One <- Value]
    end;
term(_Value) -> null.

text(Value) -> unicode:characters_to_binary(Value).

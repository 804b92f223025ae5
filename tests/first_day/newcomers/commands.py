"""The command line: names, options, files and folders that are not there, and steps out of their order."""

from __future__ import annotations

from newcomers.desk import CONFIG, FACTS, Mistake, file, moved

COMMANDS = (
    Mistake(
        "a configuration that is not there",
        typed="check --config shop.yaml",
        says=("shop.yaml: ", "name your file with --config PATH, or write one with"),
    ),
    Mistake(
        "a configuration in another folder",
        (moved(CONFIG, "conf/config.yaml"),),
        says=("config.yaml: ", "did you mean conf/config.yaml? name it with --config"),
    ),
    Mistake(
        "the folder for the configuration",
        typed="check --config .",
        says=(".: ", "did you mean config.yaml? name it with --config"),
    ),
    Mistake(
        "a folder for the configuration",
        typed="check -c macros",
        says=("macros: ", "name your file with --config PATH, or write one with"),
    ),
    Mistake(
        "the configuration without its option",
        typed="check config.yaml",
        says=("write zendesk-bridge check --config config.yaml",),
    ),
    Mistake(
        "--config before the command",
        typed="--config config.yaml check",
        says=("options stand behind the command: zendesk-bridge check --config ...",),
    ),
    Mistake("a command misspelt", typed="chek", says=("There is no command 'chek'. Did you mean check?",)),
    Mistake("a command that is not there", typed="deploy", says=("There is no command 'deploy'. Did you mean apply?",)),
    Mistake("a command of another program", typed="run", says=("There is no command 'run'. Did you mean sync?",)),
    Mistake("validate for check", typed="validate", says=("There is no command 'validate'. Did you mean check?",)),
    Mistake("a command in capitals", typed="Check", says=("There is no command 'Check'. Did you mean check?",)),
    Mistake(
        "--apply for apply",
        typed="--apply",
        says=("a command has no dashes: zendesk-bridge apply",),
    ),
    Mistake("help as a command", typed="help", says=("There is no command 'help'. zendesk-bridge --help lists them.",)),
    Mistake(
        "an option misspelt", typed="sync --dryrun", says=("No such option '--dryrun'. Did you mean '--dry-run'?",)
    ),
    Mistake(
        "an option of another command",
        typed="plan --dry-run",
        says=("No such option '--dry-run': it writes nothing anyway: leave it out",),
    ),
    Mistake(
        "an option of another command, at apply",
        typed="apply --exit-code",
        says=("No such option '--exit-code': it is an option of plan",),
    ),
    Mistake(
        "one dash for two",
        typed="sync -dry-run",
        says=("No such option '-d': a long option has two dashes: --dry-run",),
    ),
    Mistake(
        "a long dash, as Word makes it",
        typed="sync —dry-run",
        says=("two dashes, not one long one: --dry-run",),
    ),
    Mistake(
        "an option without its value",
        typed="apply --plan",
        says=("Option '--plan' requires an argument: write --plan DIGEST",),
    ),
    Mistake("plan apply", typed="plan apply", says=("one command at a time: zendesk-bridge apply",)),
    Mistake(
        "a digest without its option",
        typed="apply 1f0c9a7be2d44e21",
        says=("write zendesk-bridge apply --plan 1f0c9a7be2d44e21",),
    ),
    Mistake(
        "the digest of another plan",
        typed="apply --plan 1f0c9a7be2d44e21",
        live=True,
        says=("this is not the plan", "zendesk-bridge plan"),
    ),
    Mistake(
        "a digest that is none",
        typed="apply --plan yes",
        live=True,
        says=("`zendesk-bridge plan` prints it: 16 digits and letters from a to f,",),
    ),
    Mistake(
        "a helpdesk that is not there",
        typed="preview --helpdesk zendesk",
        says=("There is no helpdesk 'zendesk': there are: shop, shop-eu",),
    ),
    Mistake(
        "a helpdesk that is not there, at triage",
        typed="triage --helpdesk shp --dry-run",
        live=True,
        says=("There is no helpdesk 'shp': did you mean shop?",),
    ),
    Mistake(
        "a macro that is not there",
        typed="preview delay-updat",
        says=("There is no macro 'delay-updat': did you mean delay-update?",),
    ),
    Mistake(
        "a macro's title for its key",
        typed="preview 'Backorder::Delay update'",
        says=("did you mean delay-update?",),
    ),
    Mistake(
        "a file for a macro's key",
        typed="preview macros/delay-update.yaml",
        says=("did you mean delay-update?",),
    ),
    Mistake(
        "an item that is not there",
        typed="preview delay-update --item WID-13",
        says=("There is no late item 'WID-13': did you mean WID-12?",),
    ),
    Mistake(
        "a language that is not there",
        typed="preview delay-update --locale de",
        says=("There is no delay-update in the language 'de': there are: en_US",),
    ),
    Mistake(
        "a ticket that is no number",
        typed="triage --ticket abc",
        says=("Invalid value for '--ticket': 'abc' is no ticket's number: write it",),
    ),
    Mistake(
        "a ticket's address for its number",
        typed="triage --ticket https://acme.zendesk.com/agent/tickets/4711",
        says=("write --ticket 4711",),
    ),
    Mistake(
        "a ticket without its helpdesk",
        typed="triage --ticket 4711",
        live=True,
        says=("Say on which helpdesk ticket 4711 is: --helpdesk one of shop, shop-eu",),
    ),
    Mistake(
        "a ticket that is not there",
        typed="triage --ticket 4711 --helpdesk shop",
        live=True,
        says=("It is gone or hidden from this login, or 'url' names another account.",),
    ),
    Mistake(
        "a macro to adopt that is not there",
        typed="plan --adopt delay",
        live=True,
        says=("no macro has the key 'delay' (there are: delay-update)",),
    ),
    Mistake(
        "a macro to overwrite that is not there",
        typed="plan --overwrite delay",
        live=True,
        says=("no macro has the key 'delay' (there are: delay-update)",),
    ),
    Mistake("triage before setup", typed="triage", live=True, says=("run `zendesk-bridge setup`",)),
    Mistake(
        "plan before setup", typed="plan", live=True, says=("`zendesk-bridge setup` creates the missing ticket fields",)
    ),
    Mistake("sync before setup", typed="sync", live=True, says=("run `zendesk-bridge setup`",)),
    Mistake(
        "setup with nobody to answer",
        typed="setup",
        live=True,
        says=("nothing was written", "say --yes"),
    ),
    Mistake(
        "a kind of write that is not there",
        typed="sync --allow macros",
        says=("Invalid value for '--allow': 'macros' is none of creates, updates,",),
    ),
    Mistake(
        "a format that is not there",
        typed="plan --format yaml",
        says=("Invalid value for '--format': 'yaml' is not one of 'text', 'json',",),
    ),
    Mistake(
        "a format that is not there, for check",
        typed="check --format markdown",
        says=("Invalid value for '--format': 'markdown' is not one of 'text', 'json', 'github', 'sarif'.",),
    ),
    Mistake(
        "a share that is none",
        typed="check --against x.jsonl --max-share five",
        says=("Invalid value for '--max-share': 'five' is not a share: write 5% or",),
    ),
    Mistake(
        "an export that is not there",
        typed="check --against tickets.jsonl",
        says=("tickets.jsonl: cannot be read", "look at its name"),
    ),
    Mistake(
        "an export that is not there, at scan",
        typed="scan tickets.jsonl",
        says=("tickets.jsonl: cannot be read", "look at its name"),
    ),
    Mistake("scan without a file", typed="scan", says=("Missing argument 'FILE...'.",)),
    Mistake(
        "a schema that is not there",
        typed="schema macros",
        says=("Invalid value for 'KIND': 'macros' is not one of",),
    ),
    Mistake("state without its command", typed="state", says=("zendesk-bridge state show",)),
    Mistake(
        "state of a name that is not there",
        typed="state forget shop --yes",
        says=("There is no account 'shop': there are: none",),
    ),
    Mistake(
        "a page into a folder that is not there",
        typed="plan --html out/plan.html",
        live=True,
        says=("Invalid value for '--html': there is no folder out",),
    ),
    Mistake(
        "a page over a file of one's own",
        typed="plan --html config.yaml",
        live=True,
        says=("Invalid value for '--html': config.yaml is there and no review page:",),
    ),
    Mistake(
        "as new, of a name that is not there",
        typed="plan --as-new shp",
        live=True,
        says=("There is no helpdesk 'shp': did you mean shop?",),
    ),
    Mistake(
        "labels that are not there",
        typed="check --labels labels.jsonl",
        says=("Invalid value for '--labels': File 'labels.jsonl' does not exist.",),
    ),
    Mistake(
        "the facts for an export",
        (file("x.yaml", "a: b\n"),),
        typed=f"scan {FACTS}",
        says=("is no ticket: it has neither subject nor description",),
    ),
)

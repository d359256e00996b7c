# Shared by ./mlpipeline and ./test: finds the SDK, chooses the source of ML.NET, builds what changed.
# Every message goes to standard error: standard output belongs to the program.

fail() { echo "$1" >&2; exit "${2:-1}"; }

find_dotnet() {
    if ! command -v dotnet >/dev/null 2>&1; then
        [ -x "$HOME/.dotnet/dotnet" ] || fail "The .NET 10 SDK is needed and 'dotnet' was not found; install it from https://dot.net and run this again."
        PATH="$HOME/.dotnet:$PATH"
    fi
    export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
}

# Sets SOURCE. The environment wins; else the choice of an earlier run; else the packages are tried.
choose_source() {
    local chosen="$ROOT/artifacts/mlnet.props"
    case "${MLNetSource:-}" in
        packages | compat) SOURCE="$MLNetSource"; return ;;
        "") ;;
        *) fail "MLNetSource is '$MLNetSource'; give packages or compat." 2 ;;
    esac
    if [ -f "$chosen" ]; then
        SOURCE=$(sed -n 's:.*<MLNetSource>\(.*\)</MLNetSource>.*:\1:p' "$chosen")
        [ -n "$SOURCE" ] && return
    fi
    mkdir -p "$ROOT/artifacts"
    local log="$ROOT/artifacts/probe.log"
    if MLNetSource=packages timeout 120 dotnet restore "$ROOT/eng/probe/probe.csproj" >"$log" 2>&1; then
        SOURCE=packages
        echo "ML.NET: using its NuGet packages." >&2
    else
        SOURCE=compat
        local why="the NuGet sources of this machine do not carry Microsoft.ML"
        grep -q NU1101 "$log" || why="the Microsoft.ML packages could not be restored (see artifacts/probe.log)"
        echo "ML.NET: $why; using compat/MlPipeline.MLNet instead (MLNetSource=packages|compat overrides)." >&2
    fi
    printf '<Project>\n  <PropertyGroup>\n    <MLNetSource>%s</MLNetSource>\n  </PropertyGroup>\n</Project>\n' "$SOURCE" >"$chosen.tmp"
    mv "$chosen.tmp" "$chosen"
}

# Prints every file a build depends on, for names that came or went.
sources() {
    find "$ROOT" \( -name artifacts -o -name .git -o -name bin -o -name obj \) -prune -o -type f \
        \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.sln' -o -name '.editorconfig' -o -name 'global.json' \
        -o -path '*/datasets/*.json' -o -path '*/tests/*/goldens/*' -o -path '*/tests/*/api/*' \) "$@"
}

# build TARGET STAMP: builds unless the stamp says that nothing changed since.
build() {
    local target="$1" stamp="$ROOT/artifacts/$2.stamp" state
    state="$SOURCE $(sources -print | sort | cksum)"
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ] && [ -z "$(sources -newer "$stamp" -print -quit)" ]; then return; fi
    mkdir -p "$ROOT/artifacts"
    (
        if command -v flock >/dev/null 2>&1; then flock 9; fi
        echo "Building ($SOURCE)..." >&2
        touch "$stamp.new"
        if ! MLNetSource="$SOURCE" dotnet build "$ROOT/$target" -c Release -v quiet -nologo -clp:ErrorsOnly >"$ROOT/artifacts/build.log" 2>&1; then
            grep -E 'error|Error' "$ROOT/artifacts/build.log" | sort -u | head -40 >&2
            fail "The build failed; artifacts/build.log has all of it." 3
        fi
        # The time of the stamp is that of the build's start: what changed meanwhile is built next time.
        printf '%s' "$state" >"$stamp.text"
        touch -r "$stamp.new" "$stamp.text"
        mv "$stamp.text" "$stamp"
        rm -f "$stamp.new"
    ) 9>"$ROOT/artifacts/build.lock" || exit $?
}

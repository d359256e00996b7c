# Shared by ./mlpipeline and ./test, which set ROOT: finds the SDK, chooses the source of AutoML, builds what changed.
# Every message goes to standard error: standard output belongs to the program.

ARTIFACTS="$ROOT/artifacts"
mkdir -p "$ARTIFACTS"

fail() { echo "$1" >&2; exit "${2:-1}"; }

# Puts a dotnet that has a .NET 10 SDK first in PATH. Looks for the SDK's folder before it starts dotnet, which takes
# longer than everything else here.
find_dotnet() {
    local dotnet home
    for dotnet in "$(command -v dotnet || true)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet"; do
        [ -x "$dotnet" ] || continue
        home="$(dirname "$(readlink -f "$dotnet" 2>/dev/null || echo "$dotnet")")"
        if compgen -G "$home/sdk/10.*" >/dev/null || "$dotnet" --list-sdks 2>/dev/null | grep -q '^10\.'; then
            if [ "$dotnet" != "$(command -v dotnet || true)" ]; then
                export PATH="$home:$PATH" DOTNET_ROOT="$home"
            fi
            export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
            return
        fi
    done
    fail "The .NET 10 SDK is needed and was found neither in PATH nor in ~/.dotnet; \
install it from https://dot.net and run this again."
}

# Sets AutoMLSource, for MSBuild too: to the environment's, otherwise to the choice of an earlier run, otherwise to
# package if it can be restored.
choose_source() {
    case "${AutoMLSource:-}" in
        package | edition) ;;
        "")
            if ! read_choice; then
                (lock && { read_choice || probe; }) 9>"$ARTIFACTS/lock" || exit $?
                read_choice
            fi ;;
        *) fail "AutoMLSource is '$AutoMLSource'; give package or edition." 2 ;;
    esac
    export AutoMLSource
}

read_choice() {
    [ -f "$ARTIFACTS/automl.props" ] || return 1
    AutoMLSource="$(sed -n 's:.*<AutoMLSource>\(package\|edition\)</AutoMLSource>.*:\1:p' "$ARTIFACTS/automl.props")"
    [ -n "$AutoMLSource" ]
}

probe() {
    local log="$ARTIFACTS/probe.log" limit="" status=0 source=edition why error
    ! command -v timeout >/dev/null || limit="timeout 120"
    AutoMLSource=package $limit dotnet restore "$ROOT/eng/probe/probe.csproj" >"$log" 2>&1 </dev/null 9>&- || status=$?
    [ "$status" -lt 128 ] || exit "$status" # interrupted: nothing was learnt
    if [ "$status" = 0 ]; then
        source=package
        echo "AutoML: building against the package Microsoft.ML.AutoML." >&2
    else
        if [ "$status" = 124 ]; then
            why="NuGet did not answer within two minutes"
        elif grep -q NU1101 "$log"; then
            why="the NuGet sources of this machine do not carry Microsoft.ML.AutoML"
        else
            error="$(grep -oE 'error NU[0-9]+' "$log" | head -n 1 || true)"
            why="Microsoft.ML.AutoML could not be restored \
($error, see artifacts/probe.log; delete artifacts/automl.props to try again)"
        fi
        echo "AutoML: $why; \
building against compat/MlPipeline.AutoML instead (AutoMLSource=package|edition overrides)." >&2
    fi
    printf '<Project>\n  <PropertyGroup>\n    <AutoMLSource>%s</AutoMLSource>\n  </PropertyGroup>\n</Project>\n' \
        "$source" >"$ARTIFACTS/automl.props.new"
    mv "$ARTIFACTS/automl.props.new" "$ARTIFACTS/automl.props"
}

# Two starts at once set up one after the other. What they start gets 9>&-: build servers stay, and would keep the lock.
lock() {
    trap 'exit 130' INT
    ! command -v flock >/dev/null || flock 9
}

# build PROJECT SCOPE: builds unless the stamp says that this scope, or "all", was built and nothing changed since.
build() {
    is_built "$2" || (lock && { is_built "$2" || compile "$1" "$2"; }) 9>"$ARTIFACTS/lock" || exit $?
}

is_built() {
    local scope source files
    [ -f "$ARTIFACTS/bin/MlPipeline.Cli/release/mlpipeline.dll" ] || return 1
    { read -r scope source files <"$ARTIFACTS/bin/stamp"; } 2>/dev/null || return 1
    [ "$scope" = all ] || [ "$scope" = "$1" ] || return 1
    [ "$source" = "$AutoMLSource" ] || return 1
    [ "$files" = "$(list_hash)" ] && [ -z "$(inputs -newer artifacts/bin/stamp -print)" ]
}

# Names too: a deleted file is not newer than anything.
list_hash() { inputs -print | LC_ALL=C sort | cksum | tr ' ' -; }

# Every file that a build reads. Relative, so that a checkout under a folder named bin is not skipped.
inputs() {
    (cd "$ROOT" && find . -type d \( -name artifacts -o -name bin -o -name obj -o -name .git \) -prune -o -type f \
        \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.sln' -o -name '*.json' \
        -o -name '*.py' -o -name '*.ts' -o -name '*.mjs' -o -name '*.css' -o -name '*.js' \
        -o -name .editorconfig -o -path './tests/*/goldens/*' -o -path './tests/*/api/*' \) "$@")
}

compile() {
    local log="$ARTIFACTS/build.log" files status=0 options=()
    echo "Building..." >&2
    # Analyzers are for those who change the code: ./test runs them, and MSBuild builds again then.
    [ "$2" = all ] || options+=(-p:RunAnalyzers=false)
    mkdir -p "$ARTIFACTS/bin"
    rm -f "$ARTIFACTS/bin/stamp"
    # The stamp's time is that of the start: what changes while it builds is built next time.
    files="$(list_hash)"
    echo "$2 $AutoMLSource $files" >"$ARTIFACTS/bin/stamp.new"
    ArtifactsPath="$ARTIFACTS" dotnet build "$ROOT/$1" -c Release -v quiet -nologo -clp:ErrorsOnly "${options[@]}" \
        >"$log" 2>&1 </dev/null 9>&- || status=$?
    [ "$status" -lt 128 ] || exit "$status"
    if [ "$status" != 0 ]; then
        { grep -E '(error|warning) ?[A-Z]*[0-9]*:|MSB[0-9]+' "$log" || cat "$log"; } | LC_ALL=C sort -u | head -n 40 >&2
        fail "The build failed; all of its output is in artifacts/build.log." 3
    fi
    mv "$ARTIFACTS/bin/stamp.new" "$ARTIFACTS/bin/stamp"
}

# Runs the command line; builds it first (MSBuild skips what has not changed).
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/eng/setup.ps1"
Build-Target 'Pipeline/MlPipeline.Cli/MlPipeline.Cli.csproj'
& dotnet "$PSScriptRoot/artifacts/bin/MlPipeline.Cli/release/mlpipeline.dll" @args
exit $LASTEXITCODE

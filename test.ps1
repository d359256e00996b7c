# Builds everything and runs all tests.
# --accuracy [NAME...] runs the experiments instead, and checks their bounds.
$ErrorActionPreference = 'Stop'
if ($args.Count -gt 0 -and $args[0] -eq '--accuracy') {
    & "$PSScriptRoot/eng/accuracy.ps1" @($args | Select-Object -Skip 1)
    exit $LASTEXITCODE
}
. "$PSScriptRoot/eng/setup.ps1"
Build-Target 'MlPipeline.sln'
& dotnet test "$PSScriptRoot/MlPipeline.sln" -c Release --no-build --nologo @args
exit $LASTEXITCODE

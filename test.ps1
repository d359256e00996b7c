# Builds everything and runs all tests.
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/eng/setup.ps1"
Build-Target 'MlPipeline.sln'
& dotnet test "$PSScriptRoot/MlPipeline.sln" -c Release --no-build --nologo @args
exit $LASTEXITCODE

# Shared by mlpipeline.ps1 and test.ps1: chooses the source of AutoML and builds.
$root = Split-Path $PSScriptRoot
$chosen = Join-Path $root 'artifacts/automl.props'
if ($env:AutoMLSource -and $env:AutoMLSource -notin 'package', 'edition') {
    [Console]::Error.WriteLine("AutoMLSource is '$($env:AutoMLSource)'; give package or edition.")
    exit 2
}
if (-not $env:AutoMLSource -and -not (Test-Path $chosen)) {
    New-Item -ItemType Directory -Force (Join-Path $root 'artifacts') | Out-Null
    $env:AutoMLSource = 'package'
    & dotnet restore (Join-Path $root 'eng/probe/probe.csproj') *> (Join-Path $root 'artifacts/probe.log')
    $source = if ($LASTEXITCODE -eq 0) { 'package' } else { 'edition' }
    Remove-Item Env:AutoMLSource
    [Console]::Error.WriteLine("AutoML: using $source.")
    $property = "<AutoMLSource>$source</AutoMLSource>"
    "<Project>`n  <PropertyGroup>`n    $property`n  </PropertyGroup>`n</Project>" | Set-Content $chosen
}

function Build-Target($target) {
    $log = Join-Path $root 'artifacts/build.log'
    & dotnet build (Join-Path $root $target) -c Release -v quiet -nologo -clp:ErrorsOnly > $log
    if ($LASTEXITCODE -ne 0) {
        Get-Content $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        exit 3
    }
}

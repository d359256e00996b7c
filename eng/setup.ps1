# Shared by mlpipeline.ps1 and test.ps1: chooses the source of ML.NET and builds.
$root = Split-Path $PSScriptRoot
$chosen = Join-Path $root 'artifacts/mlnet.props'
if ($env:MLNetSource -and $env:MLNetSource -notin 'packages', 'compat') {
    [Console]::Error.WriteLine("MLNetSource is '$($env:MLNetSource)'; give packages or compat.")
    exit 2
}
if (-not $env:MLNetSource -and -not (Test-Path $chosen)) {
    New-Item -ItemType Directory -Force (Join-Path $root 'artifacts') | Out-Null
    $env:MLNetSource = 'packages'
    & dotnet restore (Join-Path $root 'eng/probe/probe.csproj') *> (Join-Path $root 'artifacts/probe.log')
    $source = if ($LASTEXITCODE -eq 0) { 'packages' } else { 'compat' }
    Remove-Item Env:MLNetSource
    [Console]::Error.WriteLine("ML.NET: using $source.")
    "<Project>`n  <PropertyGroup>`n    <MLNetSource>$source</MLNetSource>`n  </PropertyGroup>`n</Project>" | Set-Content $chosen
}

function Build-Target($target) {
    $log = Join-Path $root 'artifacts/build.log'
    & dotnet build (Join-Path $root $target) -c Release -v quiet -nologo -clp:ErrorsOnly > $log
    if ($LASTEXITCODE -ne 0) {
        Get-Content $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        exit 3
    }
}

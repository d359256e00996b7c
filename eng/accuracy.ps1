# ./test.ps1 --accuracy [NAME...]: as eng/accuracy.sh.
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$results = "$root/artifacts/accuracy"
New-Item -ItemType Directory -Force $results | Out-Null
$experiments = if ($args.Count -gt 0) { $args } else {
    (& "$root/mlpipeline.ps1" experiment list --json | ConvertFrom-Json).experiments | ForEach-Object {
        $_.name
        if ($_.long) { "$($_.name) --long" }
    }
}
$passed = 0
$failed = 0
foreach ($experiment in $experiments) {
    Write-Output "$experiment..."
    $name = $experiment -replace ' --', '-'
    $words = $experiment -split ' '
    & "$root/mlpipeline.ps1" experiment @words --check --json --seed 1 > "$results/$name.json" 2> "$results/$name.log"
    $status = $LASTEXITCODE
    if ($status -ge 128) { exit $status }
    if ((Get-Item "$results/$name.json").Length -gt 0) {
        foreach ($bound in (Get-Content -Raw "$results/$name.json" | ConvertFrom-Json).bounds) {
            $limit = if ($null -ne $bound.atLeast) { "at least $($bound.atLeast)" } else { "at most $($bound.atMost)" }
            Write-Output "  $($bound.name): $($bound.value), $limit, reached: $($bound.reached)"
        }
    } else {
        Get-Content "$results/$name.log" -Tail 1
    }
    if ($status -eq 0) { $passed++ } else { $failed++ }
}
Write-Output "$passed passed, $failed failed"
exit [int]($failed -ne 0 -or $passed -eq 0)

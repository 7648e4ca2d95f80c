@echo off
rem Ember on the command line, for Windows: builds what a command needs, when sources are newer, and
rem runs it. The counterpart of the script "ember".
rem Written with care but NOT TRIED: no Windows machine was at hand. Reports are welcome.
rem EMBER_JAVA_OPTS holds further flags for the Java virtual machine, separated by spaces; the trainer,
rem which has one of its own, gets them too.
rem
rem A command runs from a copy of the classes, PART.NUMBER beside PART.stamp, which no build writes to:
rem what is running goes on through every build, and a build that was stopped leaves the last copy.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"
set "builds=%root%\model-converter\classpath\target"

if defined JAVA_HOME (set "java=%JAVA_HOME%\bin\java.exe") else (set "java=java.exe")
if defined JAVA_HOME if not exist "%java%" (
  >&2 echo ember: JAVA_HOME is '%JAVA_HOME%', but there is no bin\java.exe in it. Point it at a JDK 17 or newer, or unset it.
  exit /b 1
)
if not defined JAVA_HOME (
  where /q java.exe || (
    >&2 echo ember: Java was not found. Install a JDK 17 or newer and put its bin folder on the PATH, or set JAVA_HOME.
    exit /b 1
  )
)
rem The second line's third word is the version in quotes: 17.0.15, 25, or 1.8.0_402 before Java 9.
set "version="
for /f "tokens=3" %%v in ('""%java%" -version 2^>^&1 ^<nul ^| findstr /c:" version ""') do if not defined version set "version=%%~v"
for /f "tokens=1,2 delims=.-+" %%a in ("%version%") do (
  set "major=%%a"
  if "%%a"=="1" set "major=%%b"
)
if not defined major set "major=0"
if %major% LSS 17 (
  >&2 echo ember: '%java%' is Java %major%, but Ember needs a JDK 17 or newer. Set JAVA_HOME to one.
  exit /b 1
)

rem The command among the arguments: the first that is no option.
set "verb="
set "stage="
call :look_for_verb %*

call :ensure cli "the command line" || exit /b 1
if "%verb%"=="train" call :ensure training "the trainer (with libtorch)" || exit /b 1
if defined stage call :ensure training "the trainer (with libtorch)" || exit /b 1
if "%verb%"=="apk" call :ensure_apks || exit /b 1

rem JLine and TensorFlow Lite load native code; Java 24 and newer warn unless told that this is meant.
set "flags=--enable-native-access=ALL-UNNAMED -XX:+UseSerialGC"
if %major% GEQ 23 set "flags=%flags% --sun-misc-unsafe-memory-access=allow"
call :find_copy training || set "copy=%builds%\training.0"
set "training=%copy%\classpath"
call :find_copy cli || (
  >&2 echo ember: %builds%\cli.stamp was expected and is gone: was this checkout cleaned just now? Try again.
  exit /b 1
)
rem An argument file in the copy, because a command line ends at 8191 characters.
"%java%" %flags% %EMBER_JAVA_OPTS% "@%copy%\arguments" "-Dember.home=%root%" ^
  "-Dember.training.classpath=%training%" ^
  dev.ember.converter.cli.EmberCommand %*
exit /b %ERRORLEVEL%

:look_for_verb
if "%~1"=="" exit /b 0
if "%~1"=="--help" if not defined stage set "verb=help"
if "%~1"=="-h" if not defined stage set "verb=help"
set "word=%~1"
if not defined verb if not "%word:~0,1%"=="-" set "verb=%word%"
rem Stages of training: only the trainer knows their options, and answers --help.
for %%v in (tokenizer pretrain sft reward rlhf dpo distil eval compare report checkpoint corpus bench-train) do if "%verb%"=="%%v" set "stage=yes"
shift
goto look_for_verb

rem Makes the copy of part %1 (cli or training), described to people as %2.
:ensure
call :is_fresh %1 && exit /b 0
call :require_maven %2 || exit /b 1
call :locked make_part %1 %2
exit /b %ERRORLEVEL%

:require_maven
where /q mvn && exit /b 0
>&2 echo ember: Maven was not found, and %~1 must be built first. Install Maven 3.8 or newer and put its bin folder on the PATH.
exit /b 1

rem Calls :%1 with the arguments %2 and %3, one process at a time in this checkout: while one has the
rem file open for writing, another cannot open it. Maven inherits it, so a build that goes on counts.
:locked
if not exist "%builds%" mkdir "%builds%"
set "waits="
:try_lock
set "entered="
8>&2 2>nul (
  9>>"%builds%\lock" 2>&8 (
    set "entered=yes"
    call :%1 %2 %3 && set "locked_code=0" || set "locked_code=1"
  )
)
if defined entered exit /b %locked_code%
if not defined waits >&2 echo ember: another ember is building here; waiting for it to end.
set "waits=yes"
ping -n 2 127.0.0.1 >nul
goto try_lock

rem The one that was waited for may have built it.
:make_part
call :is_fresh %1 && exit /b 0
if not exist "%builds%\%1.stamp" >&2 echo First start: Maven fetches libraries and builds %~2. This takes some minutes, once.
rem Written before the build, so that an edit during the build is noticed.
>"%builds%\%1.stamp.new" echo %root%
call :build %1 %2 compile "-Dember.part=%1" -pl model-converter/classpath -am || exit /b 1
call :keep_copy %1
exit /b %ERRORLEVEL%

rem Sets copy to the folder that part %1 runs from; fails if there is none.
:find_copy
set "copy="
set "number="
if not exist "%builds%\%1.stamp" exit /b 1
for /f "usebackq skip=1 delims=" %%n in ("%builds%\%1.stamp") do set "number=%%n"
if not defined number exit /b 1
set "copy=%builds%\%1.%number%"
if not exist "%copy%\classpath" exit /b 1
exit /b 0

rem Whether the copy of part %1 belongs to this folder and is newer than all sources.
:is_fresh
call :find_copy %1 || exit /b 1
set "EMBER_ROOT=%root%"
set "EMBER_STAMP=%builds%\%1.stamp"
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$stamp = Get-Item $env:EMBER_STAMP;" ^
  "if ((Get-Content $stamp.FullName -TotalCount 1).Trim() -ne $env:EMBER_ROOT) { exit 1 };" ^
  "$parts = 'pom.xml', '.mvn', 'inference', 'model-converter' | ForEach-Object { Join-Path $env:EMBER_ROOT $_ };" ^
  "$newer = Get-ChildItem -LiteralPath $parts -Recurse -Force | Where-Object {" ^
  "  $_.LastWriteTimeUtc -gt $stamp.LastWriteTimeUtc -and $_.FullName.Substring($env:EMBER_ROOT.Length) -notmatch '\\target(\\|$)' -and" ^
  "  ($_.FullName.Substring($env:EMBER_ROOT.Length) -match '\\src\\main\\|\\\.mvn\\' -or $_.Name -eq 'pom.xml') } | Select-Object -First 1;" ^
  "if ($newer) { exit 1 } else { exit 0 }" <nul
exit /b %ERRORLEVEL%

rem Makes what Maven has just built of part %1 the copy that commands run from, and removes those that
rem nothing runs from; never the last one, which a command may be about to start from.
:keep_copy
call :find_copy %1
set "EMBER_ROOT=%root%"
set "EMBER_BUILDS=%builds%"
set "EMBER_PART=%1"
set "EMBER_LAST=%copy%"
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$ErrorActionPreference = 'Stop';" ^
  "$part = Join-Path $env:EMBER_BUILDS $env:EMBER_PART; $number = 1;" ^
  "if ($env:EMBER_LAST) { $number = [int]($env:EMBER_LAST -replace '.*\.', '') };" ^
  "while (Test-Path -LiteralPath ($part + '.' + $number)) { $number++ };" ^
  "$new = $part + '.new'; $copy = $part + '.' + $number; $i = 0;" ^
  "if (Test-Path -LiteralPath $new) { Remove-Item -LiteralPath $new -Recurse -Force };" ^
  "$null = New-Item -ItemType Directory $new;" ^
  "$entries = (Get-Content -LiteralPath ($part + '.classpath') -Raw).Trim().Split(';') | ForEach-Object {" ^
  "  if ($_.StartsWith($env:EMBER_ROOT + '\') -and $_.Contains('\target\')) {" ^
  "    $i++; Copy-Item -LiteralPath $_ -Destination ($new + '\' + $i) -Recurse; $copy + '\' + $i" ^
  "  } else { $_ } };" ^
  "$classpath = $entries -join ';'; $quote = [string][char]34;" ^
  "[IO.File]::WriteAllText($new + '\classpath', $classpath);" ^
  "$arguments = '-cp ' + $quote + $classpath.Replace('\', '\\') + $quote;" ^
  "[IO.File]::WriteAllText($new + '\arguments', $arguments, [Text.Encoding]::Default);" ^
  "Move-Item -LiteralPath $new -Destination $copy;" ^
  "$stamp = $part + '.stamp';" ^
  "[IO.File]::WriteAllLines($stamp + '.done', [string[]]($env:EMBER_ROOT, [string]$number));" ^
  "[IO.File]::SetLastWriteTimeUtc($stamp + '.done', [IO.File]::GetLastWriteTimeUtc($stamp + '.new'));" ^
  "Move-Item -LiteralPath ($stamp + '.done') -Destination $stamp -Force;" ^
  "Remove-Item -LiteralPath ($stamp + '.new');" ^
  "$used = (Get-CimInstance Win32_Process).CommandLine -join ' ';" ^
  "Get-ChildItem -LiteralPath $env:EMBER_BUILDS -Directory | Where-Object {" ^
  "  $_.Name -match ('^' + $env:EMBER_PART + '\.\d+$') -and $_.FullName -ne $copy -and" ^
  "  $_.FullName -ne $env:EMBER_LAST -and -not $used.Contains($_.FullName + '\') } |" ^
  "  Remove-Item -Recurse -Force -ErrorAction SilentlyContinue" <nul
exit /b %ERRORLEVEL%

:ensure_apks
call :lack_apks || exit /b 0
call :require_maven "the APKs" || exit /b 1
call :locked make_apks
exit /b %ERRORLEVEL%

:make_apks
call :lack_apks || exit /b 0
>&2 echo The APKs are not there, or older than their sources: building them. This takes some minutes.
call :build apk "the APKs" package -DskipTests "-Dapk.skip=false" -pl app -am
exit /b %ERRORLEVEL%

rem Fails if the three APKs are there and newer than their sources.
:lack_apks
set "EMBER_ROOT=%root%"
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$parts = 'pom.xml', '.mvn', 'app', 'inference', 'models', 'model-converter\export', 'model-converter\download' |" ^
  "  ForEach-Object { Join-Path $env:EMBER_ROOT $_ };" ^
  "$apks = 'ember-debug.apk', 'ember-offline-debug.apk', 'ember-androidTest.apk' |" ^
  "  ForEach-Object { Get-Item -ErrorAction SilentlyContinue ($env:EMBER_ROOT + '\app\target\' + $_) };" ^
  "if (@($apks).Count -lt 3) { exit 0 };" ^
  "$oldest = ($apks | Sort-Object LastWriteTimeUtc)[0].LastWriteTimeUtc;" ^
  "$newer = Get-ChildItem -LiteralPath $parts -Recurse -Force | Where-Object {" ^
  "  $_.LastWriteTimeUtc -gt $oldest -and $_.FullName.Substring($env:EMBER_ROOT.Length) -notmatch '\\target(\\|$)|\\src\\test(\\|$)' -and" ^
  "  ($_.FullName.Substring($env:EMBER_ROOT.Length) -match '\\src\\main\\|\\app\\src\\|\\\.mvn\\|\.allow$' -or $_.Name -in 'pom.xml', 'model.ember') } |" ^
  "  Select-Object -First 1;" ^
  "if ($newer) { exit 0 } else { exit 1 }" <nul
exit /b %ERRORLEVEL%

rem Runs Maven with the arguments after the first two: %1 names the log, %2 says what is built.
:build
set "log=%builds%\%1.log"
set "unfinished=%builds%\unfinished"
if exist "%unfinished%" call :begin_anew
set "folders=inference model-converter"
if "%1"=="apk" set "folders=%folders% app"
>"%unfinished%" echo %folders%
>&2 echo Building %~2; Maven's words go to %log%
pushd "%root%"
call mvn -B -Dstyle.color=never %3 %4 %5 %6 %7 %8 %9 >"%log%" 2>&1 <nul
set "code=%ERRORLEVEL%"
popd
rem Stopped, and not failed, it left what it was about.
if %code% GEQ 0 if %code% LEQ 1 del "%unfinished%"
if %code%==0 exit /b 0
>&2 powershell -NoProfile -Command "Get-Content -LiteralPath $env:log -Tail 25" <nul
>&2 echo ember: building %~2 failed. The end of the log is above, all of it is in %log%
exit /b 1

rem Half of a file is newer than its source too, and Maven would keep it.
:begin_anew
>&2 echo The last build was stopped: beginning it anew.
set "EMBER_ROOT=%root%"
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "(Get-Content -LiteralPath $env:unfinished -TotalCount 1).Trim().Split(' ') | ForEach-Object {" ^
  "  Get-ChildItem -LiteralPath (Join-Path $env:EMBER_ROOT $_) -Recurse -Directory -Filter target } |" ^
  "  Where-Object { $_.FullName.Substring($env:EMBER_ROOT.Length) -notmatch '\\src\\|\\classpath\\target' } |" ^
  "  Remove-Item -Recurse -Force -ErrorAction SilentlyContinue" <nul
exit /b 0

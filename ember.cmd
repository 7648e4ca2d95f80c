@echo off
rem Ember on the command line, for Windows: builds what a command needs, when sources are newer, and
rem runs it. The counterpart of the script "ember".
rem Written with care but NOT TRIED: no Windows machine was at hand. Reports are welcome.
rem EMBER_JAVA_OPTS holds further flags for the Java virtual machine, separated by spaces.
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
rem An argument file, because a command line ends at 8191 characters. It wants \\ for each backslash.
for /f "usebackq delims=" %%l in ("%builds%\cli.classpath") do set "classpath=%%l"
>"%builds%\cli.arguments" echo -cp "%classpath:\=\\%"
"%java%" %flags% %EMBER_JAVA_OPTS% "@%builds%\cli.arguments" "-Dember.home=%root%" ^
  "-Dember.training.classpath=%builds%\training.classpath" ^
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

rem Makes the class path of part %1 (cli or training), described to people as %2.
:ensure
call :is_fresh %1 && exit /b 0
where /q mvn || (
  >&2 echo ember: Maven was not found, and %~2 must be built first. Install Maven 3.8 or newer and put its bin folder on the PATH.
  exit /b 1
)
if not exist "%builds%\%1.stamp" >&2 echo First start: Maven fetches libraries and builds %~2. This takes some minutes, once.
if not exist "%builds%" mkdir "%builds%"
>"%builds%\%1.stamp.new" echo %root%
call :build %1 %2 compile "-Dember.part=%1" -pl model-converter/classpath -am || exit /b 1
move /y "%builds%\%1.stamp.new" "%builds%\%1.stamp" >nul
exit /b 0

rem Whether the class path of part %1 belongs to this folder and is newer than all sources.
:is_fresh
if not exist "%builds%\%1.classpath" exit /b 1
if not exist "%builds%\%1.stamp" exit /b 1
set "EMBER_ROOT=%root%"
set "EMBER_STAMP=%builds%\%1.stamp"
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$stamp = Get-Item $env:EMBER_STAMP;" ^
  "if ((Get-Content $stamp.FullName -TotalCount 1).Trim() -ne $env:EMBER_ROOT) { exit 1 };" ^
  "$parts = 'pom.xml', '.mvn', 'inference', 'model-converter' | ForEach-Object { Join-Path $env:EMBER_ROOT $_ };" ^
  "$newer = Get-ChildItem -LiteralPath $parts -Recurse -Force | Where-Object {" ^
  "  $_.LastWriteTimeUtc -gt $stamp.LastWriteTimeUtc -and $_.FullName -notmatch '\\target(\\|$)' -and" ^
  "  ($_.FullName -match '\\src\\main\\|\\\.mvn\\' -or $_.Name -eq 'pom.xml') } | Select-Object -First 1;" ^
  "if ($newer) { exit 1 } else { exit 0 }" <nul
exit /b %ERRORLEVEL%

:ensure_apks
if exist "%root%\app\target\ember-debug.apk" if exist "%root%\app\target\ember-androidTest.apk" exit /b 0
call :build apk "the APKs" package -DskipTests "-Dapk.skip=false" -pl app -am
exit /b %ERRORLEVEL%

rem Runs Maven with the arguments after the first two: %1 names the log, %2 says what is built.
:build
set "log=%builds%\%1.log"
>&2 echo Building %~2; Maven's words go to %log%
pushd "%root%"
call mvn -B -Dstyle.color=never %3 %4 %5 %6 %7 %8 %9 >"%log%" 2>&1 <nul
set "code=%ERRORLEVEL%"
popd
if %code%==0 exit /b 0
>&2 powershell -NoProfile -Command "Get-Content -LiteralPath $env:log -Tail 25" <nul
>&2 echo ember: building %~2 failed. The end of the log is above, all of it is in %log%
exit /b 1

<?php

// What a hook file meets in WHMCS, as far as ours needs it: php whmcs.php <file> <event> …
// Prints what became of it as JSON.

define('WHMCS', true);

$hooks = [];
$activity = [];

function add_hook($name, $priority, $function)
{
    $GLOBALS['hooks'][$name][] = $function;
}

function logActivity($line)
{
    $GLOBALS['activity'][] = $line;
}

error_reporting(E_ALL);
set_error_handler(static function ($level, $message, $file, $line) {
    throw new ErrorException($message, 0, $level, $file, $line);
});

require $argv[1];

$began = microtime(true);
foreach (array_slice($argv, 2) as $event) {
    foreach ($hooks[$event] ?? [] as $function) {
        $function(['invoiceid' => 7, 'clientname' => 'Jane Roe']);
    }
}
$seconds = microtime(true) - $began;

register_shutdown_function(static function () use ($began, $seconds) {
    echo json_encode([
        'hooks' => array_keys($GLOBALS['hooks']),
        'activity' => $GLOBALS['activity'],
        'seconds_of_hooks' => $seconds,
        'seconds' => microtime(true) - $began,
    ]);
});

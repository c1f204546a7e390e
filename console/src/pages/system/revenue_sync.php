<?php

/**
 * Asks for a Sync when WHMCS has done its daily tasks. Belongs into includes/hooks/ of WHMCS.
 *
 * Nothing is sent but the name of the event, signed with the key. However many events there are, one
 * message is sent, when WHMCS has done its work. It takes 5 seconds at most; what goes wrong is a line
 * of WHMCS's activity log.
 */

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

(static function (): void {
    $url = 'REVENUE_SYNC_URL';
    $key = 'REVENUE_SYNC_KEY';
    $events = ['DailyCronJob'];
    // For figures within minutes instead of a day, take away the slashes before this line:
    // $events = ['DailyCronJob', 'InvoicePaid', 'InvoiceRefunded', 'InvoiceCancelled'];

    $send = static function (string $event) use ($url, $key): string {
        $end = microtime(true) + 5;
        $id = 'msg_' . bin2hex(random_bytes(12));
        $body = (string) json_encode(['event' => $event]);
        $secret = (string) base64_decode(substr($key, strlen('whsec_')));
        // A message whose answer was lost is sent a second time. It has the same id, so it counts once.
        foreach ([3, 5] as $seconds) {
            $time = (string) time();
            $signature = base64_encode(hash_hmac('sha256', "$id.$time.$body", $secret, true));
            $request = curl_init($url);
            curl_setopt_array($request, [
                CURLOPT_POSTFIELDS => $body,
                CURLOPT_HTTPHEADER => [
                    'Content-Type: application/json',
                    "webhook-id: $id",
                    "webhook-timestamp: $time",
                    "webhook-signature: v1,$signature",
                ],
                CURLOPT_RETURNTRANSFER => true,
                CURLOPT_FOLLOWLOCATION => false,
                CURLOPT_NOSIGNAL => true,
                CURLOPT_CONNECTTIMEOUT_MS => 2000,
                CURLOPT_TIMEOUT_MS => max(1, (int) min(1000 * $seconds, 1000 * ($end - microtime(true)))),
            ]);
            curl_exec($request);
            $status = (int) curl_getinfo($request, CURLINFO_RESPONSE_CODE);
            if ($status) {
                return in_array($status, [202, 409], true) ? '' : "it was answered with $status";
            }
            $problem = curl_error($request);
        }
        return $problem;
    };

    $notify = static function (string $event) use ($send): void {
        static $fired = [];
        if (!$fired) {
            register_shutdown_function(static function () use (&$fired, $send): void {
                try {
                    $problem = $send(end($fired));
                } catch (\Throwable $error) {
                    $problem = get_class($error);
                }
                if ($problem !== '') {
                    logActivity("Revenue synchronisation was not told of $fired[0]: $problem");
                }
            });
        }
        $fired[] = $event;
    };

    foreach ($events as $event) {
        add_hook($event, 1, static function () use ($event, $notify): void {
            $notify($event);
        });
    }
})();

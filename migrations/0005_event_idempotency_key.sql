-- The key of the request that caused an event: the table of keys forgets it after a day or two.
ALTER TABLE `events` ADD `idempotency_key` text;

-- An account's history begins here with what it is by now, as version 2 of its shape has it. An account that has left this database,
-- or is just arriving, gets its history from where it lives.
INSERT INTO `events` (`account_id`, `id`, `object_kind`, `object_id`, `seq`, `type`, `data`, `at`, `actor`)
SELECT `id`, 'evt_' || substr(`id`, 6), 'account', `id`, 1, 'account.created',
  json_object('v', 2, 'id', `id`, 'livemode', json(CASE `state` ->> '$.livemode' WHEN 1 THEN 'true' ELSE 'false' END), 'settings',
    json_remove(json_insert(`state`, '$.bankAccounts', json('[]')), '$.v', '$.id', '$.livemode')),
  `created_at`, 'operator:migration'
FROM `accounts` WHERE `id` NOT IN (SELECT `account_id` FROM `account_fences` WHERE `state` = 'closed');
--> statement-breakpoint
UPDATE `accounts`
SET `state` = json_set(json_insert(`state`, '$.bankAccounts', json('[]')), '$.v', 2, '$.createdAt', `created_at`, '$.version', 1)
WHERE `id` NOT IN (SELECT `account_id` FROM `account_fences` WHERE `state` = 'closed');

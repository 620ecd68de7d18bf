-- A joint payment is a payment of each of its invoices, with the same ids at the provider. One of them stands for all. Payments are
-- looked up by the provider's id alone, so that it comes before the provider.
ALTER TABLE `payments` ADD `part_of` text;
--> statement-breakpoint
DROP INDEX `payments_by_provider_payment`;
--> statement-breakpoint
DROP INDEX `payments_by_provider_session`;
--> statement-breakpoint
CREATE UNIQUE INDEX `payments_by_provider_payment` ON `payments` (`account_id`,`provider_payment_id`,`provider`) WHERE "payments"."part_of" IS NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX `payments_by_provider_session` ON `payments` (`account_id`,`provider_session_id`,`provider`) WHERE "payments"."part_of" IS NULL;
--> statement-breakpoint
CREATE INDEX `payments_by_whole` ON `payments` (`account_id`,coalesce("part_of", "id"));

-- Where an account lives, and its move while there is one. Kept in the home database; who has no row lives there.
CREATE TABLE `account_places` (
	`account_id` text PRIMARY KEY NOT NULL,
	`database` text NOT NULL,
	`epoch` integer NOT NULL,
	`moving_from` text,
	`moving_to` text,
	`copied` text
);
--> statement-breakpoint
-- What may be written of an account that has ever moved: in each database that it moved from or to.
CREATE TABLE `account_fences` (
	`account_id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`epoch` integer NOT NULL,
	`turn` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `account_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` text NOT NULL,
	`table_name` text NOT NULL,
	`row_key` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `account_changes_of_account` ON `account_changes` (`account_id`,`id`);--> statement-breakpoint
-- Inserting an account here refuses the batch where the account has moved away, also where no row of it would change.
CREATE VIEW account_is_here AS SELECT '' AS account_id;
--> statement-breakpoint
CREATE TRIGGER account_is_here_holds INSTEAD OF INSERT ON account_is_here BEGIN
  SELECT RAISE(ABORT, 'account_moved')
  WHERE EXISTS (SELECT 1 FROM account_fences WHERE account_id = NEW.account_id AND state = 'closed');
END;

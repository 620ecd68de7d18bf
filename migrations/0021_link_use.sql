-- When a link was last used. Null also where that was before this column.
ALTER TABLE `links` ADD `last_used_at` integer;

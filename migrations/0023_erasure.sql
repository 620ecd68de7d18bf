-- A history stays as it was written, until its object is erased: then what is personal in it may be overwritten, and nothing else.
DROP TRIGGER events_keep_update;
--> statement-breakpoint
CREATE TRIGGER events_keep_update BEFORE UPDATE ON events
WHEN NEW.account_id IS NOT OLD.account_id OR NEW.id IS NOT OLD.id OR NEW.object_kind IS NOT OLD.object_kind
  OR NEW.object_id IS NOT OLD.object_id OR NEW.seq IS NOT OLD.seq OR NEW.type IS NOT OLD.type OR NEW.at IS NOT OLD.at
  OR NEW.actor IS NOT OLD.actor OR NEW.request_id IS NOT OLD.request_id
  OR (NEW.idempotency_key IS NOT NULL AND NEW.idempotency_key IS NOT OLD.idempotency_key)
  OR NOT EXISTS (
    SELECT 1 FROM events e
    WHERE e.account_id = OLD.account_id AND e.object_id = OLD.object_id AND e.type = OLD.object_kind || '.erased' AND e.seq > OLD.seq
  )
BEGIN
  SELECT RAISE(ABORT, 'events_append_only');
END;

-- Accounts that a member owns because the mail address is theirs go with the address: whoever proves it next starts with nothing of theirs.
CREATE FUNCTION end_own_addresses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM identity WHERE program_id = OLD.program_id AND member_id = OLD.id AND proof = 'address';
  RETURN NULL;
END $$;

CREATE TRIGGER "member_address_left" AFTER UPDATE OF email ON "member" FOR EACH ROW
  WHEN (OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION end_own_addresses();

CREATE INDEX "identity_address_idx" ON "identity" ("program_id", "foreign_id") WHERE proof = 'address';

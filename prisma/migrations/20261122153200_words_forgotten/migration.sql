-- Words that were replaced are kept for good. The one exception is a person's wish to be forgotten, which takes their words out of them and changes nothing else.
CREATE FUNCTION "refuse_change_but_forgetting"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('laurel.forgetting', true) = 'on'
    AND to_jsonb(NEW) - 'explanation' = to_jsonb(OLD) - 'explanation' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER "judgement_past_kept" ON "judgement_past";
CREATE TRIGGER "judgement_past_kept" BEFORE UPDATE OR DELETE ON "judgement_past" FOR EACH ROW EXECUTE FUNCTION refuse_change_but_forgetting();
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    GRANT UPDATE ("explanation") ON "judgement_past" TO laurel_app;
  END IF;
END $$;

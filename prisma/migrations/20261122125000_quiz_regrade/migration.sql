-- CreateTable
CREATE TABLE "quiz_regrade" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "quiz_id" INTEGER NOT NULL,
    "attempt_id" BIGINT NOT NULL,
    "percent_before" DOUBLE PRECISION NOT NULL,
    "percent" DOUBLE PRECISION NOT NULL,
    "passed_before" BOOLEAN NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "by_id" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quiz_regrade_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateIndex
CREATE INDEX "quiz_regrade_program_id_quiz_id_at_idx" ON "quiz_regrade"("program_id", "quiz_id", "at");

CREATE TRIGGER "quiz_regrade_kept" BEFORE UPDATE OR DELETE ON "quiz_regrade" FOR EACH ROW EXECUTE FUNCTION refuse_change();

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    REVOKE UPDATE, DELETE ON "quiz_regrade" FROM laurel_app;
  END IF;
END $$;

-- An ended attempt stays as it is, but for its worth where it is graded anew by a corrected key: what was answered, and when, never changes.
CREATE OR REPLACE FUNCTION "keep_ended_attempt"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'ended' AND NOT (
    coalesce(current_setting('laurel.regrading', true), '') = 'on'
    AND to_jsonb(NEW) - 'percent' - 'passed' = to_jsonb(OLD) - 'percent' - 'passed'
  ) THEN
    RAISE EXCEPTION 'attempt % has ended and is kept as it is', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION "keep_answers"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.final AND OLD.answer IS DISTINCT FROM NEW.answer THEN
    RAISE EXCEPTION 'this answer is final' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM quiz_attempt a WHERE a.program_id = OLD.program_id AND a.id = OLD.attempt_id AND a.state = 'ended') AND NOT (
    coalesce(current_setting('laurel.regrading', true), '') = 'on'
    AND to_jsonb(NEW) - 'version' - 'fraction' = to_jsonb(OLD) - 'version' - 'fraction'
  ) THEN
    RAISE EXCEPTION 'attempt % has ended: its answers are kept as they are', OLD.attempt_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

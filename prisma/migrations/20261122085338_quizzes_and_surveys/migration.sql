-- CreateTable
CREATE TABLE "question_bank" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,

    CONSTRAINT "question_bank_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "question" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "bank_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "retired" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "question_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "question_version" (
    "program_id" SMALLINT NOT NULL,
    "question_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" BIGINT,

    CONSTRAINT "question_version_pkey" PRIMARY KEY ("program_id","question_id","version")
);

-- CreateTable
CREATE TABLE "quiz" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "listed" BOOLEAN NOT NULL DEFAULT true,
    "parts" JSONB NOT NULL DEFAULT '[]',
    "seconds" INTEGER,
    "attempts" INTEGER,
    "pass_percent" INTEGER NOT NULL DEFAULT 60,
    "cooldown_minutes" INTEGER NOT NULL DEFAULT 0,
    "shuffle_questions" BOOLEAN NOT NULL DEFAULT true,
    "shuffle_options" BOOLEAN NOT NULL DEFAULT true,
    "explain" TEXT NOT NULL DEFAULT 'end',
    "closes_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,

    CONSTRAINT "quiz_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "quiz_taker" (
    "program_id" SMALLINT NOT NULL,
    "quiz_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "occasion" TEXT NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "quiz_taker_pkey" PRIMARY KEY ("program_id","quiz_id","member_id","occasion")
);

-- CreateTable
CREATE TABLE "quiz_attempt" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "quiz_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "occasion" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "seed" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "pass_percent" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ending" TEXT,
    "percent" DOUBLE PRECISION,
    "passed" BOOLEAN,
    "participation_id" BIGINT,
    "stage_id" BIGINT,

    CONSTRAINT "quiz_attempt_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "quiz_answer" (
    "program_id" SMALLINT NOT NULL,
    "attempt_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "question_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "places" INTEGER[],
    "answer" JSONB,
    "answered_at" TIMESTAMPTZ(3),
    "final" BOOLEAN NOT NULL DEFAULT false,
    "marks" INTEGER NOT NULL,
    "fraction" DOUBLE PRECISION,

    CONSTRAINT "quiz_answer_pkey" PRIMARY KEY ("program_id","attempt_id","position")
);

-- CreateTable
CREATE TABLE "survey" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "thanks" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "listed" BOOLEAN NOT NULL DEFAULT true,
    "anonymous" BOOLEAN NOT NULL DEFAULT false,
    "questions" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" BIGINT,

    CONSTRAINT "survey_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "survey_wave" (
    "program_id" SMALLINT NOT NULL,
    "survey_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3),

    CONSTRAINT "survey_wave_pkey" PRIMARY KEY ("program_id","survey_id","number")
);

-- CreateTable
CREATE TABLE "survey_turnout" (
    "program_id" SMALLINT NOT NULL,
    "survey_id" INTEGER NOT NULL,
    "wave" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,

    CONSTRAINT "survey_turnout_pkey" PRIMARY KEY ("program_id","survey_id","wave","member_id")
);

-- CreateTable
CREATE TABLE "survey_response" (
    "program_id" SMALLINT NOT NULL,
    "survey_id" INTEGER NOT NULL,
    "wave" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "member_id" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answers" JSONB NOT NULL,
    "score" SMALLINT,

    CONSTRAINT "survey_response_pkey" PRIMARY KEY ("program_id","survey_id","wave","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "question_bank_program_id_title_key" ON "question_bank"("program_id", "title");

-- CreateIndex
CREATE INDEX "question_program_id_bank_id_id_idx" ON "question"("program_id", "bank_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "quiz_program_id_slug_key" ON "quiz"("program_id", "slug");

-- CreateIndex
CREATE INDEX "quiz_attempt_program_id_member_id_id_idx" ON "quiz_attempt"("program_id", "member_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "quiz_attempt_program_id_quiz_id_member_id_occasion_number_key" ON "quiz_attempt"("program_id", "quiz_id", "member_id", "occasion", "number");

-- CreateIndex
CREATE INDEX "quiz_answer_program_id_question_id_idx" ON "quiz_answer"("program_id", "question_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_program_id_slug_key" ON "survey"("program_id", "slug");

-- CreateIndex
CREATE INDEX "survey_turnout_program_id_member_id_idx" ON "survey_turnout"("program_id", "member_id");

-- What the rooms promise, held by the database itself.
ALTER TABLE "quiz" ADD CONSTRAINT "quiz_state" CHECK ("state" IN ('draft', 'open', 'closed')),
  ADD CONSTRAINT "quiz_explain" CHECK ("explain" IN ('answer', 'end', 'last', 'close', 'never')),
  ADD CONSTRAINT "quiz_limits" CHECK ("pass_percent" BETWEEN 0 AND 100 AND "cooldown_minutes" >= 0 AND coalesce("seconds" >= 10, true) AND coalesce("attempts" >= 1, true));
ALTER TABLE "quiz_taker" ADD CONSTRAINT "quiz_taker_used" CHECK ("used" >= 0);
ALTER TABLE "quiz_attempt" ADD CONSTRAINT "quiz_attempt_ended" CHECK (
  ("state" = 'open' AND num_nonnulls("ended_at", "ending", "percent", "passed") = 0)
  OR ("state" = 'ended' AND num_nulls("ended_at", "ending", "percent", "passed") = 0 AND "ending" IN ('handed_in', 'time') AND "percent" BETWEEN 0 AND 100)
);
ALTER TABLE "quiz_answer" ADD CONSTRAINT "quiz_answer_fraction" CHECK ("fraction" BETWEEN 0 AND 1), ADD CONSTRAINT "quiz_answer_marks" CHECK ("marks" BETWEEN 1 AND 20);
-- Whatever happens at once: a member has one open attempt at a quiz on one occasion.
CREATE UNIQUE INDEX "quiz_attempt_open" ON "quiz_attempt" ("program_id", "quiz_id", "member_id", "occasion") WHERE "state" = 'open';
CREATE INDEX "quiz_attempt_due" ON "quiz_attempt" ("program_id", "deadline") WHERE "state" = 'open' AND "deadline" IS NOT NULL;

CREATE FUNCTION "keep_ended_attempt"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'ended' THEN
    RAISE EXCEPTION 'attempt % has ended and is kept as it is', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "quiz_attempt_kept" BEFORE UPDATE ON "quiz_attempt" FOR EACH ROW EXECUTE FUNCTION keep_ended_attempt();

CREATE FUNCTION "keep_answers"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.final AND OLD.answer IS DISTINCT FROM NEW.answer THEN
    RAISE EXCEPTION 'this answer is final' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM quiz_attempt a WHERE a.program_id = OLD.program_id AND a.id = OLD.attempt_id AND a.state = 'ended') THEN
    RAISE EXCEPTION 'attempt % has ended: its answers are kept as they are', OLD.attempt_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "quiz_answer_kept" BEFORE UPDATE ON "quiz_answer" FOR EACH ROW EXECUTE FUNCTION keep_answers();

ALTER TABLE "survey" ADD CONSTRAINT "survey_state" CHECK ("state" IN ('draft', 'open', 'closed'));
ALTER TABLE "survey_response" ADD CONSTRAINT "survey_response_score" CHECK ("score" BETWEEN 0 AND 10);
ALTER TABLE "survey_wave" ADD CONSTRAINT "survey_wave_window" CHECK ("closes_at" IS NULL OR "closes_at" > "opens_at");

DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['question_version', 'survey_turnout'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept || '_kept', kept);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept || '_whole', kept);
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
      EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM laurel_app', kept);
    END IF;
  END LOOP;
END $$;

-- A response is never changed. It may be removed with the person who gave it.
CREATE TRIGGER "survey_response_kept" BEFORE UPDATE ON "survey_response" FOR EACH ROW EXECUTE FUNCTION refuse_change();
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    REVOKE UPDATE ON "survey_response" FROM laurel_app;
  END IF;
END $$;

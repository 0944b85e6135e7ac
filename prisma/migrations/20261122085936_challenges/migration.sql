-- CreateTable
CREATE TABLE "challenge_version" (
    "program_id" SMALLINT NOT NULL,
    "version" UUID NOT NULL,

    CONSTRAINT "challenge_version_pkey" PRIMARY KEY ("program_id")
);

-- CreateTable
CREATE TABLE "challenge" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "opens_at" TIMESTAMPTZ(3),
    "closes_at" TIMESTAMPTZ(3),
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "minutes" INTEGER NOT NULL DEFAULT 5,
    "effort" TEXT NOT NULL DEFAULT 'easy',
    "language" TEXT NOT NULL DEFAULT '',
    "topics" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "award" JSONB NOT NULL,
    "audience" JSONB NOT NULL DEFAULT '{}',
    "recurrence" JSONB NOT NULL DEFAULT '{}',
    "places" JSONB,
    "extra" JSONB NOT NULL DEFAULT '{}',
    "needs" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "campaign_id" INTEGER,
    "paused_at" TIMESTAMPTZ(3),
    "generated_policy" TEXT NOT NULL DEFAULT 'allowed',
    "reviewers_needed" SMALLINT NOT NULL DEFAULT 1,
    "onboarding" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_by" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "drawn_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "challenge_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "challenge_stage" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "challenge_id" INTEGER NOT NULL,
    "position" SMALLINT NOT NULL,
    "type" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "points" INTEGER NOT NULL DEFAULT 0,
    "branch" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "challenge_stage_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "participation" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "challenge_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "round" TEXT NOT NULL DEFAULT 'once',
    "state" TEXT NOT NULL DEFAULT 'open',
    "stage_id" INTEGER,
    "stage_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),
    "place" INTEGER,
    "score" BIGINT NOT NULL DEFAULT 0,
    "passes" SMALLINT NOT NULL DEFAULT 0,
    "grant_id" TEXT,
    "points" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),

    CONSTRAINT "participation_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "stage_result" (
    "program_id" SMALLINT NOT NULL,
    "participation_id" BIGINT NOT NULL,
    "stage_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "answer" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "points" INTEGER,
    "score" INTEGER NOT NULL DEFAULT 0,
    "grant_id" TEXT,
    "passes" SMALLINT NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stage_result_pkey" PRIMARY KEY ("program_id","participation_id","stage_id")
);

-- CreateTable
CREATE TABLE "submission" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "participation_id" BIGINT NOT NULL,
    "stage_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "content" JSONB NOT NULL DEFAULT '{}',
    "text" TEXT NOT NULL DEFAULT '',
    "link" TEXT,
    "language" TEXT NOT NULL DEFAULT '',
    "topic" TEXT NOT NULL DEFAULT '',
    "declared_generated" BOOLEAN,
    "note" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "handed_in_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "verdict" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "submission_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "by_id" BIGINT NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "points" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verdict_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "stage_deed" (
    "program_id" SMALLINT NOT NULL,
    "participation_id" BIGINT NOT NULL,
    "stage_id" INTEGER NOT NULL,
    "subject" UUID NOT NULL,
    "activity_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stage_deed_pkey" PRIMARY KEY ("program_id","participation_id","stage_id","subject")
);

-- CreateTable
CREATE TABLE "challenge_mark" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "challenge_id" INTEGER NOT NULL,
    "mark" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "challenge_mark_pkey" PRIMARY KEY ("program_id","member_id","challenge_id")
);

-- CreateTable
CREATE TABLE "extra_credit" (
    "program_id" SMALLINT NOT NULL,
    "challenge_id" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "participation_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "extra_credit_pkey" PRIMARY KEY ("program_id","challenge_id","what")
);

-- CreateTable
CREATE TABLE "kept_work" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "token" TEXT NOT NULL,
    "challenge_id" INTEGER NOT NULL,
    "stage_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "answer" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_work_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateIndex
CREATE INDEX "challenge_program_id_campaign_id_idx" ON "challenge"("program_id", "campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "challenge_program_id_slug_key" ON "challenge"("program_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "challenge_stage_program_id_challenge_id_position_key" ON "challenge_stage"("program_id", "challenge_id", "position");

-- CreateIndex
CREATE INDEX "participation_program_id_member_id_state_idx" ON "participation"("program_id", "member_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "participation_program_id_challenge_id_member_id_round_key" ON "participation"("program_id", "challenge_id", "member_id", "round");

-- CreateIndex
CREATE INDEX "stage_result_program_id_stage_id_idx" ON "stage_result"("program_id", "stage_id");

-- CreateIndex
CREATE INDEX "submission_program_id_participation_id_stage_id_idx" ON "submission"("program_id", "participation_id", "stage_id");

-- CreateIndex
CREATE INDEX "submission_program_id_member_id_state_idx" ON "submission"("program_id", "member_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "verdict_program_id_submission_id_version_by_id_key" ON "verdict"("program_id", "submission_id", "version", "by_id");

-- CreateIndex
CREATE INDEX "stage_deed_program_id_subject_idx" ON "stage_deed"("program_id", "subject");

-- CreateIndex
CREATE INDEX "kept_work_program_id_at_idx" ON "kept_work"("program_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "kept_work_program_id_token_stage_id_key" ON "kept_work"("program_id", "token", "stage_id");

-- Nothing but what the room's arithmetic can make.
ALTER TABLE "challenge"
  ADD CHECK ("state" IN ('draft', 'published', 'closed', 'archived')),
  ADD CHECK ("effort" IN ('easy', 'medium', 'hard')),
  ADD CHECK ("generated_policy" IN ('allowed', 'declare', 'refused')),
  ADD CHECK ("reviewers_needed" BETWEEN 1 AND 5),
  ADD CHECK ("minutes" BETWEEN 1 AND 10000),
  ADD CHECK ("opens_at" IS NULL OR "closes_at" IS NULL OR "opens_at" < "closes_at");
ALTER TABLE "challenge_stage" ADD CHECK ("position" > 0), ADD CHECK ("points" >= 0);
ALTER TABLE "participation"
  ADD CHECK ("state" IN ('open', 'completed', 'failed', 'withdrawn')),
  ADD CHECK ("place" > 0),
  ADD CHECK ("passes" >= 0),
  ADD CHECK (("state" = 'open') = ("stage_id" IS NOT NULL));
ALTER TABLE "stage_result" ADD CHECK ("state" IN ('passed', 'reopened')), ADD CHECK ("passes" > 0);
ALTER TABLE "submission" ADD CHECK ("state" IN ('draft', 'waiting', 'approved', 'returned', 'rejected', 'passed', 'failed', 'withdrawn'));
ALTER TABLE "verdict" ADD CHECK ("verdict" IN ('approve', 'return', 'reject'));
ALTER TABLE "challenge_mark" ADD CHECK ("mark" IN ('saved', 'dismissed'));
ALTER TABLE "kept_work" ADD CHECK ("state" IN ('draft', 'passed'));

-- The database itself knows: one member a place, one open submission a stage, a link once, a deed's order for the queue.
CREATE UNIQUE INDEX "participation_place" ON "participation" ("program_id", "challenge_id", "place") WHERE "place" IS NOT NULL;
CREATE UNIQUE INDEX "submission_open" ON "submission" ("program_id", "participation_id", "stage_id") WHERE "state" IN ('draft', 'waiting', 'returned');
CREATE UNIQUE INDEX "submission_link" ON "submission" ("program_id", "link") WHERE "link" IS NOT NULL AND "state" IN ('waiting', 'returned', 'approved', 'passed');
CREATE INDEX "submission_waiting" ON "submission" ("program_id", "handed_in_at", "id") WHERE "state" = 'waiting';
CREATE INDEX "participation_members" ON "participation" ("program_id", "challenge_id", "state");
CREATE INDEX "challenge_ends" ON "challenge" ("program_id", "closes_at") WHERE "state" = 'published' AND "closes_at" IS NOT NULL;

-- A verdict stands: another one is another row.
CREATE TRIGGER "verdict_kept" BEFORE UPDATE OR DELETE ON "verdict" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "verdict_whole" BEFORE TRUNCATE ON "verdict" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    REVOKE UPDATE, DELETE ON "verdict" FROM laurel_app;
  END IF;
END $$;

-- Definitions are kept in the memory of every process and known by their version.
CREATE FUNCTION "renew_challenges"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "challenge_version" ("program_id", "version") VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD."program_id" ELSE NEW."program_id" END, gen_random_uuid())
  ON CONFLICT ("program_id") DO UPDATE SET "version" = excluded."version";
  RETURN NULL;
END $$;
CREATE TRIGGER "challenge_renews" AFTER INSERT OR UPDATE OR DELETE ON "challenge" FOR EACH ROW EXECUTE FUNCTION renew_challenges();
CREATE TRIGGER "challenge_stage_renews" AFTER INSERT OR UPDATE OR DELETE ON "challenge_stage" FOR EACH ROW EXECUTE FUNCTION renew_challenges();

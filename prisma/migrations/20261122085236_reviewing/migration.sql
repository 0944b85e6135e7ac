-- CreateTable
CREATE TABLE "measure" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" BIGINT NOT NULL,
    "step" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "by_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "measure_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" BIGINT NOT NULL,
    "subject" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    "page_title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "waiting_from" TIMESTAMPTZ(3),

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "conversation_line" (
    "program_id" SMALLINT NOT NULL,
    "conversation_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "by_id" BIGINT NOT NULL,
    "staff" BOOLEAN NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_line_pkey" PRIMARY KEY ("program_id","conversation_id","id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "program_id" SMALLINT NOT NULL,
    "id" TEXT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "reviewer" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "languages" TEXT[],
    "added_by" BIGINT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reviewer_pkey" PRIMARY KEY ("program_id","member_id")
);

-- CreateTable
CREATE TABLE "review_bulk" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "by_id" BIGINT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "undo_until" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_bulk_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "review_bulk_item" (
    "program_id" SMALLINT NOT NULL,
    "bulk_id" INTEGER NOT NULL,
    "submission_id" BIGINT NOT NULL,

    CONSTRAINT "review_bulk_item_pkey" PRIMARY KEY ("program_id","bulk_id","submission_id")
);

-- CreateTable
CREATE TABLE "dispute" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" BIGINT NOT NULL,
    "round" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "barred" BIGINT[],
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "answer" TEXT,
    "decided_by" BIGINT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "dispute_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "flag" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "member_id" BIGINT,
    "title" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "note" TEXT,
    "closed_by" BIGINT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "flag_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "comment" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "challenge_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "answers_id" INTEGER,
    "key" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'shown',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "comment_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "comment_report" (
    "program_id" SMALLINT NOT NULL,
    "comment_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "comment_report_pkey" PRIMARY KEY ("program_id","comment_id","member_id")
);

-- CreateTable
CREATE TABLE "challenge_rating" (
    "program_id" SMALLINT NOT NULL,
    "challenge_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "useful" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "challenge_rating_pkey" PRIMARY KEY ("program_id","challenge_id","member_id")
);

-- CreateIndex
CREATE INDEX "measure_program_id_member_id_id_idx" ON "measure"("program_id", "member_id", "id");

-- CreateIndex
CREATE INDEX "conversation_program_id_member_id_last_at_idx" ON "conversation"("program_id", "member_id", "last_at");

-- CreateIndex
CREATE INDEX "conversation_program_id_state_waiting_from_idx" ON "conversation"("program_id", "state", "waiting_from");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_line_program_id_key_key" ON "conversation_line"("program_id", "key");

-- CreateIndex
CREATE INDEX "evidence_program_id_member_id_created_at_idx" ON "evidence"("program_id", "member_id", "created_at");

-- CreateIndex
CREATE INDEX "review_bulk_program_id_by_id_made_at_idx" ON "review_bulk"("program_id", "by_id", "made_at");

-- CreateIndex
CREATE UNIQUE INDEX "review_bulk_program_id_key_key" ON "review_bulk"("program_id", "key");

-- CreateIndex
CREATE INDEX "dispute_program_id_member_id_idx" ON "dispute"("program_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "dispute_program_id_kind_subject_id_round_key" ON "dispute"("program_id", "kind", "subject_id", "round");

-- CreateIndex
CREATE INDEX "comment_program_id_challenge_id_id_idx" ON "comment"("program_id", "challenge_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "comment_program_id_key_key" ON "comment"("program_id", "key");

-- AddForeignKey
ALTER TABLE "conversation_line" ADD CONSTRAINT "conversation_line_program_id_conversation_id_fkey" FOREIGN KEY ("program_id", "conversation_id") REFERENCES "conversation"("program_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_bulk_item" ADD CONSTRAINT "review_bulk_item_program_id_bulk_id_fkey" FOREIGN KEY ("program_id", "bulk_id") REFERENCES "review_bulk"("program_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the hub itself would never write.
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_sane" CHECK ("bytes" > 0 AND "name" <> '' AND "id" ~ '^[A-Za-z0-9_-]{20,40}$');
ALTER TABLE "conversation"
  ADD CONSTRAINT "conversation_state" CHECK ("state" IN ('waiting', 'answered', 'closed')),
  ADD CONSTRAINT "conversation_waits" CHECK (("state" = 'waiting') = ("waiting_from" IS NOT NULL));
ALTER TABLE "conversation_line" ADD CONSTRAINT "conversation_line_said" CHECK ("body" <> '');
ALTER TABLE "comment"
  ADD CONSTRAINT "comment_state" CHECK ("state" IN ('shown', 'hidden', 'removed')),
  ADD CONSTRAINT "comment_said" CHECK ("body" <> '');
ALTER TABLE "review_bulk" ADD CONSTRAINT "review_bulk_window" CHECK ("undo_until" > "made_at");
ALTER TABLE "dispute"
  ADD CONSTRAINT "dispute_kind" CHECK ("kind" IN ('submission', 'measure')),
  ADD CONSTRAINT "dispute_outcome" CHECK ("outcome" IN ('kept', 'changed')),
  ADD CONSTRAINT "dispute_closed" CHECK (num_nonnulls("outcome", "answer", "decided_by", "decided_at") IN (0, 4)),
  ADD CONSTRAINT "dispute_second" CHECK ("decided_by" IS NULL OR ("decided_by" <> "member_id" AND "decided_by" <> ALL ("barred")));
ALTER TABLE "flag"
  ADD CONSTRAINT "flag_outcome" CHECK ("outcome" IN ('acted', 'dismissed')),
  ADD CONSTRAINT "flag_closed" CHECK (num_nonnulls("outcome", "closed_by", "closed_at") IN (0, 3));
ALTER TABLE "measure" ADD CONSTRAINT "measure_step" CHECK ("step" IN ('warn', 'pause', 'hold', 'remove', 'lift') AND "reason" <> '');

-- What waits is a small part of what was: the queue reads these alone. One open flag for one thing.
CREATE INDEX "dispute_open" ON "dispute" ("program_id", "opened_at") WHERE "outcome" IS NULL;
CREATE UNIQUE INDEX "flag_open" ON "flag" ("program_id", "kind", "subject") WHERE "outcome" IS NULL;
CREATE INDEX "comment_reported" ON "comment_report" ("program_id", "comment_id");

CREATE TRIGGER "measure_kept" BEFORE UPDATE OR DELETE ON "measure" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "measure_whole" BEFORE TRUNCATE ON "measure" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "conversation_line_kept" BEFORE UPDATE OR DELETE ON "conversation_line" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "conversation_line_whole" BEFORE TRUNCATE ON "conversation_line" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    REVOKE UPDATE, DELETE ON "measure", "conversation_line" FROM laurel_app;
  END IF;
END $$;

-- Somebody who was removed from the program: the account stays, but it opens no door.
ALTER TABLE "member" DROP CONSTRAINT "member_state";
ALTER TABLE "member" ADD CONSTRAINT "member_state" CHECK ("state" IN ('active', 'paused', 'removed', 'erased'));

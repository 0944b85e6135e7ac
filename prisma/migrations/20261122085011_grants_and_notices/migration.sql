-- CreateTable
CREATE TABLE "granted_award" (
    "program_id" SMALLINT NOT NULL,
    "key" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "currency" SMALLINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "seq" INTEGER,
    "activity_id" BIGINT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_at" TIMESTAMPTZ(3),

    CONSTRAINT "granted_award_pkey" PRIMARY KEY ("program_id","key","round")
);

-- CreateTable
CREATE TABLE "notice" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("program_id","member_id","id")
);

-- CreateIndex
CREATE INDEX "granted_award_program_id_member_id_idx" ON "granted_award"("program_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_program_id_key_key" ON "notice"("program_id", "key");

-- At most one award of a key stands.
CREATE UNIQUE INDEX "granted_award_stands" ON "granted_award" ("program_id", "key") WHERE "taken_at" IS NULL;
ALTER TABLE "granted_award" ADD CONSTRAINT "granted_award_amount" CHECK ("amount" >= 0 AND ("seq" IS NOT NULL) = ("amount" > 0) AND "round" > 0);

-- The bell looks for what is unread alone.
CREATE INDEX "notice_unread" ON "notice" ("program_id", "member_id") WHERE "read_at" IS NULL;

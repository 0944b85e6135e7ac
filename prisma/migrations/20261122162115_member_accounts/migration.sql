-- CreateTable
CREATE TABLE "member_account" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "company" TEXT NOT NULL DEFAULT '',
    "plan" TEXT NOT NULL DEFAULT '',
    "stage" TEXT NOT NULL DEFAULT '',
    "renews_on" DATE,
    "consent" TEXT NOT NULL,
    "list_id" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "member_account_pkey" PRIMARY KEY ("program_id","member_id")
);

-- CreateTable
CREATE TABLE "account_list" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "csv" TEXT NOT NULL,
    "form" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "changed" INTEGER NOT NULL DEFAULT 0,
    "same" INTEGER NOT NULL DEFAULT 0,
    "faults" INTEGER NOT NULL DEFAULT 0,
    "by_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_list_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "account_change" (
    "program_id" SMALLINT NOT NULL,
    "list_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "before" JSONB,

    CONSTRAINT "account_change_pkey" PRIMARY KEY ("program_id","list_id","member_id")
);

-- CreateIndex
CREATE INDEX "member_account_program_id_plan_idx" ON "member_account"("program_id", "plan");

ALTER TABLE "member_account"
  ADD CONSTRAINT "member_account_consent" CHECK ("consent" <> ''),
  ADD CONSTRAINT "member_account_member" FOREIGN KEY ("program_id", "member_id") REFERENCES "member" ("program_id", "id");

ALTER TABLE "account_list"
  ADD CONSTRAINT "account_list_state" CHECK ("state" IN ('draft', 'done', 'undone')),
  ADD CONSTRAINT "account_list_counts" CHECK ("changed" >= 0 AND "same" >= 0 AND "faults" >= 0),
  ADD CONSTRAINT "account_list_times" CHECK (("state" = 'draft') = ("done_at" IS NULL) AND ("state" = 'undone') = ("undone_at" IS NOT NULL));

ALTER TABLE "account_change"
  ADD CONSTRAINT "account_change_list" FOREIGN KEY ("program_id", "list_id") REFERENCES "account_list" ("program_id", "id");

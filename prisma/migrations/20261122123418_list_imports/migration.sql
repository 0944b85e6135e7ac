-- CreateTable
CREATE TABLE "list_import" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "csv" TEXT NOT NULL,
    "form" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "fresh" INTEGER NOT NULL DEFAULT 0,
    "known" INTEGER NOT NULL DEFAULT 0,
    "faults" INTEGER NOT NULL DEFAULT 0,
    "deliveries" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
    "by_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "list_import_pkey" PRIMARY KEY ("program_id","id")
);

ALTER TABLE "list_import"
  ADD CONSTRAINT "list_import_state" CHECK ("state" IN ('draft', 'done', 'undone')),
  ADD CONSTRAINT "list_import_counts" CHECK ("fresh" >= 0 AND "known" >= 0 AND "faults" >= 0),
  ADD CONSTRAINT "list_import_times" CHECK (("state" = 'draft') = ("done_at" IS NULL) AND ("state" = 'undone') = ("undone_at" IS NOT NULL));

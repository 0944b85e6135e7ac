-- CreateTable
CREATE TABLE "line" (
    "program_id" SMALLINT NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "holder" TEXT,
    "until" TIMESTAMPTZ(3),
    "kept" TEXT,
    "stale" BOOLEAN NOT NULL DEFAULT false,
    "opened_at" TIMESTAMPTZ(3),
    "heard_at" TIMESTAMPTZ(3),
    "missed_since" TIMESTAMPTZ(3),
    "faults" SMALLINT NOT NULL DEFAULT 0,
    "fault" TEXT,
    "fault_at" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3),

    CONSTRAINT "line_pkey" PRIMARY KEY ("program_id","source_id")
);

-- CreateTable
CREATE TABLE "waiting_account" (
    "program_id" SMALLINT NOT NULL,
    "handle" TEXT NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "actor_id" TEXT NOT NULL,

    CONSTRAINT "waiting_account_pkey" PRIMARY KEY ("program_id","handle","source_id","actor_id")
);

-- CreateIndex
CREATE INDEX "waiting_account_program_id_source_id_actor_id_idx" ON "waiting_account"("program_id", "source_id", "actor_id");

-- What waits already.
INSERT INTO "waiting_account" ("program_id", "handle", "source_id", "actor_id")
SELECT DISTINCT a."program_id", n."name", a."source_id", a."actor_id" FROM "inbox" i
JOIN "activity" a ON a."program_id" = i."program_id" AND a."id" = i."activity_id"
CROSS JOIN LATERAL (VALUES (lower(a."actor_handle")), (substring(a."actor_id" FROM '^login:(.+)$'))) AS n("name")
WHERE i."state" = 'unclaimed' AND length(n."name") BETWEEN 1 AND 100;

-- CreateTable
CREATE TABLE "challenge_policy" (
    "program_id" SMALLINT NOT NULL,
    "most_a_day" INTEGER,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "challenge_policy_pkey" PRIMARY KEY ("program_id"),
    CONSTRAINT "challenge_policy_most_a_day" CHECK ("most_a_day" BETWEEN 1 AND 1000000)
);

-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "end_mailed" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "mails" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "start_mailed" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "campaign_quiet" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_quiet_pkey" PRIMARY KEY ("program_id","member_id")
);

-- AlterTable
ALTER TABLE "evidence" ADD COLUMN     "handed_in" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "evidence_program_id_handed_in_created_at_idx" ON "evidence"("program_id", "handed_in", "created_at");

"""The place of the person helped: their plan, who may read their file and who did, their appointments and rights."""

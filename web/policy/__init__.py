"""The pages of the policy layer: the action plan, its measures, local documents, targets."""

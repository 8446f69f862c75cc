"""What a person has to decide before a new notice can be built: collected, proposed, written.

``decisions`` gathers what ``extract`` met and nobody has decided on, each once; ``proposals`` says
what is likely; ``curation_writer`` writes what a person answers.
"""

"""How the catalogue is made: from notices as issued to ``catalogue.db``. Data flows one way."""

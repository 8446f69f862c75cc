"""What the product is made of besides its own code: packages of the lock files, their licences,
the bill of materials, and known vulnerabilities. Tools of development; the site needs none."""

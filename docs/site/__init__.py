"""The documentation as a site: what stands in ``docs/``, and pages made from the contract, the fault tables and the sample programs.

``make site`` builds it; nothing that is made is committed. Explained in docs/besluiten/0121-documentatiesite.md.
"""

"""Every format of an edition read back and compared with the published marts, number by number."""

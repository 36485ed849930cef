-- Administration: the deliveries of a vendor, newest first.
CREATE INDEX idx_sms_deliveries_vendor_id ON sms_deliveries (vendor, id);

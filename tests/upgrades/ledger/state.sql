BEGIN TRANSACTION;
CREATE TABLE accounts (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT, 
	address TEXT, 
	own_id TEXT, 
	since DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);
INSERT INTO "accounts" VALUES(1,'shop','zendesk','sandbox','39306847500','2026-11-23 14:00:01.331098');
INSERT INTO "accounts" VALUES(2,'shop-eu','freshdesk','sandbox','866342375','2026-11-23 14:00:01.342193');
CREATE TABLE "applied" (
	account_id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	remote_id BIGINT NOT NULL, 
	sent TEXT NOT NULL, 
	returned TEXT NOT NULL, 
	source TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	window TEXT NOT NULL, 
	wording TEXT NOT NULL, 
	as_of DATE, 
	state TEXT NOT NULL, 
	PRIMARY KEY (account_id, "key"), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "applied" VALUES(1,'back-in-stock',360100000003,'b4332928d73f629d','b94ff0c66659b3e1','22f21d0871f3b57a','','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(1,'cancel-refund/CHAIR-OAK',360100000004,'1eab7a25516fefbb','33805c92aa04bf5f','9adfb8151ba1464b','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(1,'cancel-refund/KET-70',360100000005,'2a552e0332026594','bc2710c3a4177b81','9adfb8151ba1464b','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(1,'cancel-refund/LAMP-3',360100000006,'','fdb2c13589f5ec2f','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(1,'cancel-refund/WID-12',360100000007,'bf3bf836296cd0c2','0598c144404da55e','9adfb8151ba1464b','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(1,'delay-update',360100000001,'2f514ac2811e2c3d','8451c6b2d90be646','6755feb8e374a0de','','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(1,'item-update/CHAIR-OAK',360100000008,'349e65f964e1c141','3f68e2c65ff33c49','e4036b2a227d7f27','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(1,'item-update/KET-70',360100000009,'d9167227a970a6e8','3bd644cc809e039c','e4036b2a227d7f27','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(1,'item-update/LAMP-3',360100000010,'','439c3de3a95ab51c','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(1,'item-update/WID-12',360100000011,'170c1692aa781a42','459bc0770b575583','e4036b2a227d7f27','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(1,'next-update-checkin',360100000012,'cfe0feadc5354fcc','8239f20f763c667f','ecf1936b1cb69738','','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(1,'no-date-yet/CHAIR-OAK',360100000013,'be5a247e17374e28','932c09328b04c82b','bbf1a625c92e4cc9','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(1,'split-shipment/CHAIR-OAK',360100000014,'ba2aed06ad08eb80','69ada5a0e7a65354','63df3728ce64cd98','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(1,'split-shipment/KET-70',360100000015,'eaa120981a6fa84b','3c9c9bd9f3f30853','63df3728ce64cd98','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(1,'split-shipment/WID-12',360100000016,'7f231452c3b3cb99','51f6e8edee19b2c8','63df3728ce64cd98','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(1,'swap-offer/LAMP-3',360100000017,'','174bc5a8379d001d','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(1,'swap-offer/WID-12',360100000018,'4c62d34b713cf238','d8dfbdea76735dcb','d3738bd3a375a9c6','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(1,'window-moved',360100000019,'b6e657f4e1a894d3','379dd370d4a6059a','a0987b0a0798b88e','','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'back-in-stock',80100000001,'83090dbc695f5363','91b5bd24ffed4975','22f21d0871f3b57a','','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'cancel-refund/CHAIR-OAK',80100000002,'f1da95e70ce9eba4','980fd924cce1b64a','6ffaa12933fecdee','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'cancel-refund/CHAIR-OAK.de',80100000003,'15b8c35059b73a84','aee60559ca7f04f4','bf2f35b2dd572887','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'cancel-refund/CHAIR-OAK.es',80100000004,'a6136b18e25f7930','38d7e4d611f75962','ff906ad2a1324b61','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'cancel-refund/CHAIR-OAK.fr',80100000005,'ecc0c804a98e2b8c','f58b5aa4da0261e6','4e7ea43e7ab7efc6','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'cancel-refund/KET-70',80100000006,'1e48ab469da4736b','ec8f4850f17bc8f9','6ffaa12933fecdee','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(2,'cancel-refund/KET-70.de',80100000007,'1b0cb1aa1aa9d7f7','10cfb7ca0abb1683','bf2f35b2dd572887','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(2,'cancel-refund/KET-70.es',80100000008,'954dad77323dc4c6','4bb2888980ada8ce','ff906ad2a1324b61','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(2,'cancel-refund/KET-70.fr',80100000009,'5913e1e5b7ea9cd5','3a8e15ae66338628','4e7ea43e7ab7efc6','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(2,'cancel-refund/LAMP-3',80100000010,'','bfd339bbfa3028a1','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(2,'cancel-refund/LAMP-3.de',80100000011,'','bd364afb200b9294','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(2,'cancel-refund/LAMP-3.es',80100000012,'','029455a5f506125a','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(2,'cancel-refund/LAMP-3.fr',80100000013,'','5325c09993d1f536','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(2,'cancel-refund/WID-12',80100000014,'429951c0add9df5a','a3d4339908ddd33c','6ffaa12933fecdee','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'cancel-refund/WID-12.de',80100000015,'9f40d9d9827201c2','f36eb1c981b9f774','bf2f35b2dd572887','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'cancel-refund/WID-12.es',80100000016,'96848082c28101a7','3335b734a64d1a68','ff906ad2a1324b61','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'cancel-refund/WID-12.fr',80100000017,'4fb99acfd5fd8349','f696edc684a2bbab','4e7ea43e7ab7efc6','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'delay-update',80100000018,'9c8d164dd3d8f292','bd547de863e0d073','6755feb8e374a0de','','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'item-update/CHAIR-OAK',80100000019,'6c6629b70372a854','52a67a0ba91dcf72','f658fef2102da8b1','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'item-update/CHAIR-OAK.de',80100000020,'8d099e2ab1e9145b','34d4ae6a25ddfa28','04e2c5359c360aa9','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'item-update/CHAIR-OAK.es',80100000021,'ce3217d1ec275c8c','579b02e0cfa85eda','0c2ff310e3dbdc20','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'item-update/CHAIR-OAK.fr',80100000022,'32dd927d8ebe28cf','9f8c689b6eba0bf7','c2af556434f966ea','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'item-update/KET-70',80100000023,'f61d24472da6a7b8','4f1d03767b548da6','f658fef2102da8b1','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(2,'item-update/KET-70.de',80100000024,'24227475c6c56979','acb7e7fa19386fa8','04e2c5359c360aa9','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(2,'item-update/KET-70.es',80100000025,'62add427728e1821','eb926484bd772bf5','0c2ff310e3dbdc20','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(2,'item-update/KET-70.fr',80100000026,'f89cf9262756ea3f','09d60c1b4e1c8219','c2af556434f966ea','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(2,'item-update/LAMP-3',80100000027,'','837f802b199d9a68','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(2,'item-update/LAMP-3.de',80100000028,'','8de428a65723ef07','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(2,'item-update/LAMP-3.es',80100000029,'','2cf21869c910cde1','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(2,'item-update/LAMP-3.fr',80100000030,'','bfa5ef05d179a84a','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(2,'item-update/WID-12',80100000031,'6402ad41558a3cb6','d766b769069f6418','f658fef2102da8b1','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'item-update/WID-12.de',80100000032,'1a455f46761f7234','ef73fcfdebb4e23e','04e2c5359c360aa9','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'item-update/WID-12.es',80100000033,'8956d32c5610b543','3d2c161cc1c4d124','0c2ff310e3dbdc20','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'item-update/WID-12.fr',80100000034,'1c8b2ccb68115a55','9c881ea4d264c37e','c2af556434f966ea','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'next-update-checkin',80100000035,'12a0036b68f046f4','7574fec8508bfc9e','ecf1936b1cb69738','','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'no-date-yet/CHAIR-OAK',80100000036,'f3283989ab3effae','3b06cafc7a81740c','ff068b05fe69ed0e','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'no-date-yet/CHAIR-OAK.de',80100000037,'7db8750b8e4a3e83','9e23c275d384b392','c7af963751b20af7','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'no-date-yet/CHAIR-OAK.es',80100000038,'7351e6ceb6aa6d5c','097bcab3d6b8ddc3','40c0eba2811a9a59','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'no-date-yet/CHAIR-OAK.fr',80100000039,'fb4c2cf469cd8c07','8e9b397e65eb268e','cdd007b6b5a7bf2b','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'split-shipment/CHAIR-OAK',80100000040,'5a41a385206b410c','d1ea11c3045cde52','3c44bdce0de7bfe8','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'split-shipment/CHAIR-OAK.de',80100000041,'9b0a5dc7cb8b12a8','8756d281444320b7','7b318d23773f4671','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'split-shipment/CHAIR-OAK.es',80100000042,'cd914caa40ab9ba3','4fc3c529b0b5456f','afe7df7c92b97ddd','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'split-shipment/CHAIR-OAK.fr',80100000043,'ebd523106c669170','9b8ad43b15f3c367','1bb4108b84cbbe89','b5d157fa','','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'split-shipment/KET-70',80100000044,'a5e4713e00159bc9','5748dbdd28a5374d','3c44bdce0de7bfe8','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(2,'split-shipment/KET-70.de',80100000045,'42ece0ebf46600d0','f3c6c185e9332d13','7b318d23773f4671','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(2,'split-shipment/KET-70.es',80100000046,'b10eef549bb93289','dd9b219a7b3b5991','afe7df7c92b97ddd','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(2,'split-shipment/KET-70.fr',80100000047,'becf52a6cc972480','2fd24e46738939ee','1bb4108b84cbbe89','335bfc9f','2026-12-14/2026-12-18','fe51593c','2026-11-24','standing');
INSERT INTO "applied" VALUES(2,'split-shipment/WID-12',80100000048,'c6059c54e915eb4b','7ae842123c3f8626','3c44bdce0de7bfe8','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'split-shipment/WID-12.de',80100000049,'8c2c984fd36ae209','586c5158292fd939','7b318d23773f4671','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'split-shipment/WID-12.es',80100000050,'61e4528ea07171fa','b2a1acdeb61c77d4','afe7df7c92b97ddd','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'split-shipment/WID-12.fr',80100000051,'941f1857205e687b','cc16e7d0a3313676','1bb4108b84cbbe89','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'swap-offer/LAMP-3',80100000052,'','4babb14dd463c91c','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(2,'swap-offer/LAMP-3.de',80100000053,'','dcfba51efe8c5b59','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(2,'swap-offer/LAMP-3.es',80100000054,'','2f5c336152d53934','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(2,'swap-offer/LAMP-3.fr',80100000055,'','8b0095c73b9cd858','','','','',NULL,'retired');
INSERT INTO "applied" VALUES(2,'swap-offer/WID-12',80100000056,'acbd059fe3592647','cd344eb814ec595c','ef48f5ad546c9b80','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'swap-offer/WID-12.de',80100000057,'0d5f4dd592232db9','a5ef67134ebb575a','f675e7aa69163b8f','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'swap-offer/WID-12.es',80100000058,'63c06455aca71d6c','e91533cc589bcfa2','f5b7cb879d5da122','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'swap-offer/WID-12.fr',80100000059,'03d4b08fc9123835','04d2ba46afe58810','1d0b403ee0aa1366','c40ceeb1','2026-12-01/2026-12-05','fe51593c','2026-11-23','standing');
INSERT INTO "applied" VALUES(2,'window-moved',80100000060,'34bf6719d5a3466d','9c7f2d21652a8f7e','a0987b0a0798b88e','','','fe51593c','2026-11-23','standing');
CREATE TABLE "cursors" (
	account_id INTEGER NOT NULL, 
	cursor TEXT NOT NULL, 
	saved_at DATETIME NOT NULL, 
	PRIMARY KEY (account_id), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "cursors" VALUES(1,'{"tickets":"WzI5LCBudWxsXQ==","tickets_from":1795528802,"events_from":1795528802}','2026-11-24 14:05:00.479185');
INSERT INTO "cursors" VALUES(2,'{"since": "2026-11-24T13:55:02Z"}','2026-11-24 14:05:00.491356');
CREATE TABLE events (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	ticket_id BIGINT NOT NULL, 
	sku TEXT, 
	at DATETIME NOT NULL, 
	run TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	by_whom TEXT NOT NULL, 
	comment TEXT NOT NULL, 
	version TEXT, 
	wording TEXT, 
	facts TEXT, 
	window TEXT, 
	name TEXT, 
	moved BOOLEAN, 
	change TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "events" VALUES(1,1,1,'WID-12','2026-11-23 14:00:03.320347','ba1ec793431c','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,'{"locale":"en_US"}');
INSERT INTO "events" VALUES(2,1,2,'WID-12','2026-11-23 14:00:03.320347','ba1ec793431c','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,'{"locale":"de"}');
INSERT INTO "events" VALUES(3,1,3,'CHAIR-OAK','2026-11-23 14:00:03.320347','ba1ec793431c','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,'{"locale":"en_US"}');
INSERT INTO "events" VALUES(4,1,4,'KET-70','2026-11-23 14:00:03.320347','ba1ec793431c','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,'{"locale":"en_US"}');
INSERT INTO "events" VALUES(5,1,5,'LAMP-3','2026-11-23 14:00:03.320347','ba1ec793431c','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,'{"locale":"de"}');
INSERT INTO "events" VALUES(6,1,6,'WID-12','2026-11-23 14:00:03.320347','ba1ec793431c','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,'{"locale":"en_US"}');
INSERT INTO "events" VALUES(7,1,8,'CHAIR-OAK','2026-11-23 14:00:03.320347','ba1ec793431c','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,'{"locale":"en_US"}');
INSERT INTO "events" VALUES(8,2,1,'WID-12','2026-11-23 14:00:03.320347','e76bd9840237','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "events" VALUES(9,2,2,'WID-12','2026-11-23 14:00:03.320347','e76bd9840237','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "events" VALUES(10,2,3,'CHAIR-OAK','2026-11-23 14:00:03.320347','e76bd9840237','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "events" VALUES(11,2,4,'KET-70','2026-11-23 14:00:03.320347','e76bd9840237','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "events" VALUES(12,2,5,'LAMP-3','2026-11-23 14:00:03.320347','e76bd9840237','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "events" VALUES(13,2,6,'WID-12','2026-11-23 14:00:03.320347','e76bd9840237','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "events" VALUES(14,2,8,'CHAIR-OAK','2026-11-23 14:00:03.320347','e76bd9840237','seen','customer','',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "events" VALUES(15,1,1,NULL,'2026-11-23 14:00:03.320347','ba1ec793431c','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"WID-12","state":"told","told":{"version":"c40ceeb1","wording":"eb67522e","facts":"c40ceeb1","window":"2026-12-01/2026-12-05","name":"Blue Widget 12 oz"}}],"add":["backorder_wid_12","backorder"],"fields":[["choices","ce46eac431670c9f"],["follow_up","af93649fc1afea90"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["delay","ae4ed2515c7ee1fd"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["language","46bf7d91b11979ac"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(16,1,2,NULL,'2026-11-23 14:00:03.320347','ba1ec793431c','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"WID-12","state":"told","told":{"version":"c40ceeb1","wording":"eb67522e","facts":"c40ceeb1","window":"2026-12-01/2026-12-05","name":"Blue Widget 12 oz"}}],"add":["backorder_wid_12","backorder"],"fields":[["ship_window","9830726202d7172f"],["options","2864b358fddce8c7"],["delay","3270132facf23e0c"],["items","ad47f0f13543219a"],["next_update","61aea890002bb3e5"],["message","9ff70358c4cf1a95"],["choices","f5e2570064298455"],["follow_up","c454a2d70ad990d5"],["language","fa20977256dfdd5a"]],"locale":"de"}}');
INSERT INTO "events" VALUES(17,1,3,NULL,'2026-11-23 14:00:03.320347','ba1ec793431c','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"CHAIR-OAK","state":"told","told":{"version":"b5d157fa","wording":"eb67522e","facts":"b5d157fa","window":"unknown","name":"Oak Reading Chair"}}],"add":["backorder_chair_oak","backorder"],"fields":[["next_update","8c61a3edb889e512"],["choices","a1c5daced9addf03"],["options","1c73b88922e3fb67"],["delay","9e465c44fd7f4004"],["message","c6e4c059386b81b8"],["follow_up","53d93a3d6ecde5cb"],["ship_window","15df38ce7bf9f1da"],["language","46bf7d91b11979ac"],["items","eee53894d1cffcaf"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(18,1,4,NULL,'2026-11-23 14:00:03.320347','ba1ec793431c','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"KET-70","state":"told","told":{"version":"6d343bc7","wording":"eb67522e","facts":"6d343bc7","window":"2026-12-07/2026-12-11","name":"Gooseneck Kettle 0.7 l"}}],"add":["backorder","backorder_ket_70"],"fields":[["choices","3c8b3f586cc78d13"],["next_update","5db9551eb6a2affe"],["follow_up","9d95937f218a34da"],["options","1c73b88922e3fb67"],["items","9bcff7f89b75a0d3"],["message","12f1f69cb3375f47"],["delay","1c3d5b1b73d1b6d6"],["language","46bf7d91b11979ac"],["ship_window","d6657e22b75cac1d"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(19,1,5,NULL,'2026-11-23 14:00:03.320347','ba1ec793431c','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"LAMP-3","state":"told","told":{"version":"02bb9b0e","wording":"eb67522e","facts":"02bb9b0e","window":"2026-12-14/2026-12-18","name":"Harbor Desk Lamp"}}],"add":["backorder_lamp_3","backorder"],"fields":[["choices","2469bb4f5c06ebb1"],["items","73ed22db68723ed4"],["delay","83d0f24fea4c0a6e"],["next_update","36e55c6af8066511"],["follow_up","7b95e61e7f9d8868"],["ship_window","a8b389cd4faf06d9"],["message","154c801e27fcc04d"],["options","52515f3457fc4d77"],["language","fa20977256dfdd5a"]],"locale":"de"}}');
INSERT INTO "events" VALUES(20,1,6,NULL,'2026-11-23 14:00:03.320347','ba1ec793431c','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"WID-12","state":"told","told":{"version":"c40ceeb1","wording":"eb67522e","facts":"c40ceeb1","window":"2026-12-01/2026-12-05","name":"Blue Widget 12 oz"}}],"add":["backorder_wid_12","backorder"],"fields":[["choices","ce46eac431670c9f"],["follow_up","af93649fc1afea90"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["delay","ae4ed2515c7ee1fd"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["language","46bf7d91b11979ac"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(21,1,8,NULL,'2026-11-23 14:00:03.320347','ba1ec793431c','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"CHAIR-OAK","state":"told","told":{"version":"b5d157fa","wording":"eb67522e","facts":"b5d157fa","window":"unknown","name":"Oak Reading Chair"}}],"add":["backorder_chair_oak","backorder"],"fields":[["next_update","8c61a3edb889e512"],["choices","a1c5daced9addf03"],["options","1c73b88922e3fb67"],["delay","9e465c44fd7f4004"],["message","c6e4c059386b81b8"],["follow_up","53d93a3d6ecde5cb"],["ship_window","15df38ce7bf9f1da"],["language","46bf7d91b11979ac"],["items","eee53894d1cffcaf"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(22,1,1,'WID-12','2026-11-23 14:00:03.320347','ba1ec793431c','told','bridge','','c40ceeb1','eb67522e','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0,'{"tags_on":["backorder_wid_12","backorder"],"fields_on":[["choices","ce46eac431670c9f"],["follow_up","af93649fc1afea90"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["delay","ae4ed2515c7ee1fd"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["language","46bf7d91b11979ac"],["ship_window","747f35e7f76a6b01"]],"cleared":["intended"]}');
INSERT INTO "events" VALUES(23,1,2,'WID-12','2026-11-23 14:00:03.320347','ba1ec793431c','told','bridge','','c40ceeb1','eb67522e','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0,'{"tags_on":["backorder_wid_12","backorder"],"fields_on":[["ship_window","9830726202d7172f"],["options","2864b358fddce8c7"],["delay","3270132facf23e0c"],["items","ad47f0f13543219a"],["next_update","61aea890002bb3e5"],["message","9ff70358c4cf1a95"],["choices","f5e2570064298455"],["follow_up","c454a2d70ad990d5"],["language","fa20977256dfdd5a"]],"cleared":["intended"]}');
INSERT INTO "events" VALUES(24,1,3,'CHAIR-OAK','2026-11-23 14:00:03.320347','ba1ec793431c','told','bridge','','b5d157fa','eb67522e','b5d157fa','unknown','Oak Reading Chair',0,'{"tags_on":["backorder_chair_oak","backorder"],"fields_on":[["next_update","8c61a3edb889e512"],["choices","a1c5daced9addf03"],["options","1c73b88922e3fb67"],["delay","9e465c44fd7f4004"],["message","c6e4c059386b81b8"],["follow_up","53d93a3d6ecde5cb"],["ship_window","15df38ce7bf9f1da"],["language","46bf7d91b11979ac"],["items","eee53894d1cffcaf"]],"cleared":["intended"]}');
INSERT INTO "events" VALUES(25,1,4,'KET-70','2026-11-23 14:00:03.320347','ba1ec793431c','told','bridge','','6d343bc7','eb67522e','6d343bc7','2026-12-07/2026-12-11','Gooseneck Kettle 0.7 l',0,'{"tags_on":["backorder","backorder_ket_70"],"fields_on":[["choices","3c8b3f586cc78d13"],["next_update","5db9551eb6a2affe"],["follow_up","9d95937f218a34da"],["options","1c73b88922e3fb67"],["items","9bcff7f89b75a0d3"],["message","12f1f69cb3375f47"],["delay","1c3d5b1b73d1b6d6"],["language","46bf7d91b11979ac"],["ship_window","d6657e22b75cac1d"]],"cleared":["intended"]}');
INSERT INTO "events" VALUES(26,1,5,'LAMP-3','2026-11-23 14:00:03.320347','ba1ec793431c','told','bridge','','02bb9b0e','eb67522e','02bb9b0e','2026-12-14/2026-12-18','Harbor Desk Lamp',0,'{"tags_on":["backorder_lamp_3","backorder"],"fields_on":[["choices","2469bb4f5c06ebb1"],["items","73ed22db68723ed4"],["delay","83d0f24fea4c0a6e"],["next_update","36e55c6af8066511"],["follow_up","7b95e61e7f9d8868"],["ship_window","a8b389cd4faf06d9"],["message","154c801e27fcc04d"],["options","52515f3457fc4d77"],["language","fa20977256dfdd5a"]],"cleared":["intended"]}');
INSERT INTO "events" VALUES(27,1,6,'WID-12','2026-11-23 14:00:03.320347','ba1ec793431c','told','bridge','','c40ceeb1','eb67522e','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0,'{"tags_on":["backorder_wid_12","backorder"],"fields_on":[["choices","ce46eac431670c9f"],["follow_up","af93649fc1afea90"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["delay","ae4ed2515c7ee1fd"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["language","46bf7d91b11979ac"],["ship_window","747f35e7f76a6b01"]],"cleared":["intended"]}');
INSERT INTO "events" VALUES(28,1,8,'CHAIR-OAK','2026-11-23 14:00:03.320347','ba1ec793431c','told','bridge','','b5d157fa','eb67522e','b5d157fa','unknown','Oak Reading Chair',0,'{"tags_on":["backorder_chair_oak","backorder"],"fields_on":[["next_update","8c61a3edb889e512"],["choices","a1c5daced9addf03"],["options","1c73b88922e3fb67"],["delay","9e465c44fd7f4004"],["message","c6e4c059386b81b8"],["follow_up","53d93a3d6ecde5cb"],["ship_window","15df38ce7bf9f1da"],["language","46bf7d91b11979ac"],["items","eee53894d1cffcaf"]],"cleared":["intended"]}');
INSERT INTO "events" VALUES(29,2,1,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"WID-12","state":"told","told":{"version":"c40ceeb1","wording":"bc9db050","facts":"c40ceeb1","window":"2026-12-01/2026-12-05","name":"Blue Widget 12 oz"}}],"add":["backorder_wid_12","backorder"],"fields":[["reply:next-update-checkin","fc044ad9ba43b32b"],["reply:window-moved","6d52763c0151b88a"],["greeting","fdda60cb3869b17e"],["reply:delay-update","ab1955c9b70b680c"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(30,2,1,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"WID-12","state":"told","told":{"version":"c40ceeb1","wording":"bc9db050","facts":"c40ceeb1","window":"2026-12-01/2026-12-05","name":"Blue Widget 12 oz"}}],"fields":[["reply:next-update-checkin","fc044ad9ba43b32b"],["reply:window-moved","6d52763c0151b88a"],["greeting","fdda60cb3869b17e"],["reply:delay-update","ab1955c9b70b680c"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(31,2,1,'WID-12','2026-11-23 14:00:03.320347','e76bd9840237','told','bridge','','c40ceeb1','bc9db050','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0,'{"fields_on":[["reply:next-update-checkin","fc044ad9ba43b32b"],["reply:window-moved","6d52763c0151b88a"],["greeting","fdda60cb3869b17e"],["reply:delay-update","ab1955c9b70b680c"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US","cleared":["intended"]}');
INSERT INTO "events" VALUES(32,2,2,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"WID-12","state":"told","told":{"version":"c40ceeb1","wording":"bc9db050","facts":"c40ceeb1","window":"2026-12-01/2026-12-05","name":"Blue Widget 12 oz"}}],"add":["backorder_wid_12","backorder"],"fields":[["ship_window","9830726202d7172f"],["options","2864b358fddce8c7"],["reply:next-update-checkin","3a9320662b4f995e"],["reply:window-moved","5611c2969f30d058"],["items","ad47f0f13543219a"],["next_update","61aea890002bb3e5"],["message","9ff70358c4cf1a95"],["greeting","d140fb647a21404c"],["reply:delay-update","9c6cdcf3707fa7e8"]],"locale":"de"}}');
INSERT INTO "events" VALUES(33,2,2,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"WID-12","state":"told","told":{"version":"c40ceeb1","wording":"bc9db050","facts":"c40ceeb1","window":"2026-12-01/2026-12-05","name":"Blue Widget 12 oz"}}],"fields":[["ship_window","9830726202d7172f"],["options","2864b358fddce8c7"],["reply:next-update-checkin","3a9320662b4f995e"],["reply:window-moved","5611c2969f30d058"],["items","ad47f0f13543219a"],["next_update","61aea890002bb3e5"],["message","9ff70358c4cf1a95"],["greeting","d140fb647a21404c"],["reply:delay-update","9c6cdcf3707fa7e8"]],"locale":"de"}}');
INSERT INTO "events" VALUES(34,2,2,'WID-12','2026-11-23 14:00:03.320347','e76bd9840237','told','bridge','','c40ceeb1','bc9db050','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0,'{"fields_on":[["ship_window","9830726202d7172f"],["options","2864b358fddce8c7"],["reply:next-update-checkin","3a9320662b4f995e"],["reply:window-moved","5611c2969f30d058"],["items","ad47f0f13543219a"],["next_update","61aea890002bb3e5"],["message","9ff70358c4cf1a95"],["greeting","d140fb647a21404c"],["reply:delay-update","9c6cdcf3707fa7e8"]],"locale":"de","cleared":["intended"]}');
INSERT INTO "events" VALUES(35,2,3,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"CHAIR-OAK","state":"told","told":{"version":"b5d157fa","wording":"bc9db050","facts":"b5d157fa","window":"unknown","name":"Oak Reading Chair"}}],"add":["backorder_chair_oak","backorder"],"fields":[["reply:delay-update","4ac0c401bf6cc98e"],["next_update","8c61a3edb889e512"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["message","c6e4c059386b81b8"],["ship_window","15df38ce7bf9f1da"],["reply:next-update-checkin","5296f2142023aef8"],["reply:window-moved","6b6296c0939e0672"],["items","eee53894d1cffcaf"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(36,2,3,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"CHAIR-OAK","state":"told","told":{"version":"b5d157fa","wording":"bc9db050","facts":"b5d157fa","window":"unknown","name":"Oak Reading Chair"}}],"fields":[["reply:delay-update","4ac0c401bf6cc98e"],["next_update","8c61a3edb889e512"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["message","c6e4c059386b81b8"],["ship_window","15df38ce7bf9f1da"],["reply:next-update-checkin","5296f2142023aef8"],["reply:window-moved","6b6296c0939e0672"],["items","eee53894d1cffcaf"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(37,2,3,'CHAIR-OAK','2026-11-23 14:00:03.320347','e76bd9840237','told','bridge','','b5d157fa','bc9db050','b5d157fa','unknown','Oak Reading Chair',0,'{"fields_on":[["reply:delay-update","4ac0c401bf6cc98e"],["next_update","8c61a3edb889e512"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["message","c6e4c059386b81b8"],["ship_window","15df38ce7bf9f1da"],["reply:next-update-checkin","5296f2142023aef8"],["reply:window-moved","6b6296c0939e0672"],["items","eee53894d1cffcaf"]],"locale":"en_US","cleared":["intended"]}');
INSERT INTO "events" VALUES(38,2,4,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"KET-70","state":"told","told":{"version":"6d343bc7","wording":"bc9db050","facts":"6d343bc7","window":"2026-12-07/2026-12-11","name":"Gooseneck Kettle 0.7 l"}}],"add":["backorder","backorder_ket_70"],"fields":[["reply:delay-update","d75dd5ba169eb960"],["next_update","5db9551eb6a2affe"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["items","9bcff7f89b75a0d3"],["message","12f1f69cb3375f47"],["reply:next-update-checkin","13faa36910987d4d"],["ship_window","d6657e22b75cac1d"],["reply:window-moved","0ca80a8c7c4c3409"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(39,2,4,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"KET-70","state":"told","told":{"version":"6d343bc7","wording":"bc9db050","facts":"6d343bc7","window":"2026-12-07/2026-12-11","name":"Gooseneck Kettle 0.7 l"}}],"fields":[["reply:delay-update","d75dd5ba169eb960"],["next_update","5db9551eb6a2affe"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["items","9bcff7f89b75a0d3"],["message","12f1f69cb3375f47"],["reply:next-update-checkin","13faa36910987d4d"],["ship_window","d6657e22b75cac1d"],["reply:window-moved","0ca80a8c7c4c3409"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(40,2,4,'KET-70','2026-11-23 14:00:03.320347','e76bd9840237','told','bridge','','6d343bc7','bc9db050','6d343bc7','2026-12-07/2026-12-11','Gooseneck Kettle 0.7 l',0,'{"fields_on":[["reply:delay-update","d75dd5ba169eb960"],["next_update","5db9551eb6a2affe"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["items","9bcff7f89b75a0d3"],["message","12f1f69cb3375f47"],["reply:next-update-checkin","13faa36910987d4d"],["ship_window","d6657e22b75cac1d"],["reply:window-moved","0ca80a8c7c4c3409"]],"locale":"en_US","cleared":["intended"]}');
INSERT INTO "events" VALUES(41,2,5,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"LAMP-3","state":"told","told":{"version":"02bb9b0e","wording":"bc9db050","facts":"02bb9b0e","window":"2026-12-14/2026-12-18","name":"Harbor Desk Lamp"}}],"add":["backorder_lamp_3","backorder"],"fields":[["reply:delay-update","444c6c154a61339d"],["reply:window-moved","80a82d8f8997ad6c"],["items","73ed22db68723ed4"],["next_update","36e55c6af8066511"],["ship_window","a8b389cd4faf06d9"],["message","154c801e27fcc04d"],["options","52515f3457fc4d77"],["reply:next-update-checkin","2395e012372b4306"],["greeting","d140fb647a21404c"]],"locale":"de"}}');
INSERT INTO "events" VALUES(42,2,5,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"LAMP-3","state":"told","told":{"version":"02bb9b0e","wording":"bc9db050","facts":"02bb9b0e","window":"2026-12-14/2026-12-18","name":"Harbor Desk Lamp"}}],"fields":[["reply:delay-update","444c6c154a61339d"],["reply:window-moved","80a82d8f8997ad6c"],["items","73ed22db68723ed4"],["next_update","36e55c6af8066511"],["ship_window","a8b389cd4faf06d9"],["message","154c801e27fcc04d"],["options","52515f3457fc4d77"],["reply:next-update-checkin","2395e012372b4306"],["greeting","d140fb647a21404c"]],"locale":"de"}}');
INSERT INTO "events" VALUES(43,2,5,'LAMP-3','2026-11-23 14:00:03.320347','e76bd9840237','told','bridge','','02bb9b0e','bc9db050','02bb9b0e','2026-12-14/2026-12-18','Harbor Desk Lamp',0,'{"fields_on":[["reply:delay-update","444c6c154a61339d"],["reply:window-moved","80a82d8f8997ad6c"],["items","73ed22db68723ed4"],["next_update","36e55c6af8066511"],["ship_window","a8b389cd4faf06d9"],["message","154c801e27fcc04d"],["options","52515f3457fc4d77"],["reply:next-update-checkin","2395e012372b4306"],["greeting","d140fb647a21404c"]],"locale":"de","cleared":["intended"]}');
INSERT INTO "events" VALUES(44,2,6,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"WID-12","state":"told","told":{"version":"c40ceeb1","wording":"bc9db050","facts":"c40ceeb1","window":"2026-12-01/2026-12-05","name":"Blue Widget 12 oz"}}],"add":["backorder_wid_12","backorder"],"fields":[["reply:next-update-checkin","fc044ad9ba43b32b"],["reply:window-moved","6d52763c0151b88a"],["greeting","fdda60cb3869b17e"],["reply:delay-update","ab1955c9b70b680c"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(45,2,6,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"WID-12","state":"told","told":{"version":"c40ceeb1","wording":"bc9db050","facts":"c40ceeb1","window":"2026-12-01/2026-12-05","name":"Blue Widget 12 oz"}}],"fields":[["reply:next-update-checkin","fc044ad9ba43b32b"],["reply:window-moved","6d52763c0151b88a"],["greeting","fdda60cb3869b17e"],["reply:delay-update","ab1955c9b70b680c"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(46,2,6,'WID-12','2026-11-23 14:00:03.320347','e76bd9840237','told','bridge','','c40ceeb1','bc9db050','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0,'{"fields_on":[["reply:next-update-checkin","fc044ad9ba43b32b"],["reply:window-moved","6d52763c0151b88a"],["greeting","fdda60cb3869b17e"],["reply:delay-update","ab1955c9b70b680c"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US","cleared":["intended"]}');
INSERT INTO "events" VALUES(47,2,8,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"CHAIR-OAK","state":"told","told":{"version":"b5d157fa","wording":"bc9db050","facts":"b5d157fa","window":"unknown","name":"Oak Reading Chair"}}],"add":["backorder_chair_oak","backorder"],"fields":[["reply:delay-update","4ac0c401bf6cc98e"],["next_update","8c61a3edb889e512"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["message","c6e4c059386b81b8"],["ship_window","15df38ce7bf9f1da"],["reply:next-update-checkin","5296f2142023aef8"],["reply:window-moved","6b6296c0939e0672"],["items","eee53894d1cffcaf"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(48,2,8,NULL,'2026-11-23 14:00:03.320347','e76bd9840237','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"CHAIR-OAK","state":"told","told":{"version":"b5d157fa","wording":"bc9db050","facts":"b5d157fa","window":"unknown","name":"Oak Reading Chair"}}],"fields":[["reply:delay-update","4ac0c401bf6cc98e"],["next_update","8c61a3edb889e512"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["message","c6e4c059386b81b8"],["ship_window","15df38ce7bf9f1da"],["reply:next-update-checkin","5296f2142023aef8"],["reply:window-moved","6b6296c0939e0672"],["items","eee53894d1cffcaf"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(49,2,8,'CHAIR-OAK','2026-11-23 14:00:03.320347','e76bd9840237','told','bridge','','b5d157fa','bc9db050','b5d157fa','unknown','Oak Reading Chair',0,'{"fields_on":[["reply:delay-update","4ac0c401bf6cc98e"],["next_update","8c61a3edb889e512"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["message","c6e4c059386b81b8"],["ship_window","15df38ce7bf9f1da"],["reply:next-update-checkin","5296f2142023aef8"],["reply:window-moved","6b6296c0939e0672"],["items","eee53894d1cffcaf"]],"locale":"en_US","cleared":["intended"]}');
INSERT INTO "events" VALUES(50,1,6,NULL,'2026-11-23 16:00:00.011899','f21ab084c869','touched','agent','',NULL,NULL,NULL,NULL,NULL,NULL,'{"touched":true}');
INSERT INTO "events" VALUES(51,1,8,NULL,'2026-11-23 16:00:00.011899','f21ab084c869','dormant','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"dormant":true}');
INSERT INTO "events" VALUES(52,2,8,NULL,'2026-11-23 16:00:00.011899','995ddbc25d08','dormant','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"dormant":true}');
INSERT INTO "events" VALUES(53,1,6,'WID-12','2026-11-23 16:00:00.011899','f21ab084c869','dismissed','agent','','c40ceeb1','eb67522e','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0,NULL);
INSERT INTO "events" VALUES(54,1,6,NULL,'2026-11-23 16:00:00.011899','f21ab084c869','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"tags_off":["backorder_wid_12"],"intended":{"items":[{"sku":"WID-12","state":"dismissed","told":{"version":"c40ceeb1","wording":"eb67522e","facts":"c40ceeb1","window":"2026-12-01/2026-12-05","name":"Blue Widget 12 oz"}}],"remove":["backorder"],"locale":"en_US"}}');
INSERT INTO "events" VALUES(55,1,6,NULL,'2026-11-23 16:00:00.011899','f21ab084c869','written','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"tags_off":["backorder"],"fields_off":[["choices","ce46eac431670c9f"],["follow_up","af93649fc1afea90"],["message","b03551572e7f257c"],["delay","ae4ed2515c7ee1fd"],["next_update","4b5865de59851802"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["language","46bf7d91b11979ac"],["ship_window","747f35e7f76a6b01"]],"touched":false,"cleared":["intended"]}');
INSERT INTO "events" VALUES(56,1,4,NULL,'2026-11-24 14:00:00.019835','752349bdde0a','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"KET-70","state":"told","told":{"version":"335bfc9f","wording":"eb67522e","facts":"335bfc9f","window":"2026-12-14/2026-12-18","name":"Gooseneck Kettle 0.7 l","moved":true}}],"add":["backorder_window_moved"],"fields":[["choices","3c8b3f586cc78d13"],["next_update","5db9551eb6a2affe"],["follow_up","9d95937f218a34da"],["options","1c73b88922e3fb67"],["items","9bcff7f89b75a0d3"],["delay","1c3d5b1b73d1b6d6"],["message","11d183642d108980"],["ship_window","7ac80164a26289a3"],["language","46bf7d91b11979ac"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(57,1,5,NULL,'2026-11-24 14:00:00.019835','752349bdde0a','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"add":["backorder_resolved"],"remove":["backorder_lamp_3","backorder"],"fields":[["language","fa20977256dfdd5a"],["back_in_stock","03a6534bca593106"]],"locale":"de"}}');
INSERT INTO "events" VALUES(58,1,4,'KET-70','2026-11-24 14:00:00.019835','752349bdde0a','moved','bridge','','335bfc9f','eb67522e','335bfc9f','2026-12-14/2026-12-18','Gooseneck Kettle 0.7 l',1,'{"tags_on":["backorder_window_moved"],"fields_on":[["message","11d183642d108980"],["ship_window","7ac80164a26289a3"]],"fields_off":[["ship_window","d6657e22b75cac1d"],["message","12f1f69cb3375f47"]],"cleared":["intended"]}');
INSERT INTO "events" VALUES(59,1,5,'LAMP-3','2026-11-24 14:00:00.019835','752349bdde0a','resolved','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"tags_on":["backorder_resolved"],"tags_off":["backorder_lamp_3","backorder"],"fields_on":[["back_in_stock","03a6534bca593106"]],"fields_off":[["choices","2469bb4f5c06ebb1"],["items","73ed22db68723ed4"],["delay","83d0f24fea4c0a6e"],["next_update","36e55c6af8066511"],["follow_up","7b95e61e7f9d8868"],["ship_window","a8b389cd4faf06d9"],["message","154c801e27fcc04d"],["options","52515f3457fc4d77"]],"cleared":["intended"]}');
INSERT INTO "events" VALUES(60,2,4,NULL,'2026-11-24 14:00:00.019835','b3dcb13e761e','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"KET-70","state":"told","told":{"version":"335bfc9f","wording":"bc9db050","facts":"335bfc9f","window":"2026-12-14/2026-12-18","name":"Gooseneck Kettle 0.7 l","moved":true}}],"add":["backorder_window_moved"],"fields":[["next_update","5db9551eb6a2affe"],["reply:delay-update","9a78371770189c25"],["reply:next-update-checkin","ff0c0dd8ce762398"],["reply:window-moved","18b68328fe792ce4"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["items","9bcff7f89b75a0d3"],["message","11d183642d108980"],["ship_window","7ac80164a26289a3"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(61,2,4,NULL,'2026-11-24 14:00:00.019835','b3dcb13e761e','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"items":[{"sku":"KET-70","state":"told","told":{"version":"335bfc9f","wording":"bc9db050","facts":"335bfc9f","window":"2026-12-14/2026-12-18","name":"Gooseneck Kettle 0.7 l","moved":true}}],"fields":[["next_update","5db9551eb6a2affe"],["reply:delay-update","9a78371770189c25"],["reply:next-update-checkin","ff0c0dd8ce762398"],["reply:window-moved","18b68328fe792ce4"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["items","9bcff7f89b75a0d3"],["message","11d183642d108980"],["ship_window","7ac80164a26289a3"]],"locale":"en_US"}}');
INSERT INTO "events" VALUES(62,2,4,'KET-70','2026-11-24 14:00:00.019835','b3dcb13e761e','moved','bridge','','335bfc9f','bc9db050','335bfc9f','2026-12-14/2026-12-18','Gooseneck Kettle 0.7 l',1,'{"fields_on":[["reply:delay-update","9a78371770189c25"],["reply:next-update-checkin","ff0c0dd8ce762398"],["reply:window-moved","18b68328fe792ce4"],["message","11d183642d108980"],["ship_window","7ac80164a26289a3"]],"fields_off":[["message","12f1f69cb3375f47"],["reply:next-update-checkin","13faa36910987d4d"],["reply:window-moved","0ca80a8c7c4c3409"],["ship_window","d6657e22b75cac1d"],["reply:delay-update","d75dd5ba169eb960"]],"cleared":["intended"]}');
INSERT INTO "events" VALUES(63,2,5,NULL,'2026-11-24 14:00:00.019835','b3dcb13e761e','intended','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"intended":{"fields":[["greeting","d140fb647a21404c"],["reply:back-in-stock","058618219930a160"]],"locale":"de"}}');
INSERT INTO "events" VALUES(64,2,5,'LAMP-3','2026-11-24 14:00:00.019835','b3dcb13e761e','resolved','bridge','',NULL,NULL,NULL,NULL,NULL,NULL,'{"fields_on":[["reply:back-in-stock","058618219930a160"]],"fields_off":[["reply:delay-update","444c6c154a61339d"],["reply:window-moved","80a82d8f8997ad6c"],["items","73ed22db68723ed4"],["next_update","36e55c6af8066511"],["ship_window","a8b389cd4faf06d9"],["message","154c801e27fcc04d"],["options","52515f3457fc4d77"],["reply:next-update-checkin","2395e012372b4306"]],"cleared":["intended"]}');
CREATE TABLE feeds (
	name TEXT NOT NULL, 
	read_at DATETIME NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "feeds" VALUES('macros/backorders.yaml','2026-11-24 14:05:00.012497');
CREATE TABLE "field_ids" (
	account_id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	id BIGINT NOT NULL, 
	PRIMARY KEY (account_id, "key"), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "field_ids" VALUES(1,'items',360000000008);
INSERT INTO "field_ids" VALUES(1,'ship_window',360000000009);
INSERT INTO "field_ids" VALUES(1,'options',360000000010);
INSERT INTO "field_ids" VALUES(1,'next_update',360000000011);
INSERT INTO "field_ids" VALUES(1,'message',360000000012);
INSERT INTO "field_ids" VALUES(1,'delay',360000000013);
INSERT INTO "field_ids" VALUES(1,'choices',360000000014);
INSERT INTO "field_ids" VALUES(1,'follow_up',360000000015);
INSERT INTO "field_ids" VALUES(1,'back_in_stock',360000000016);
INSERT INTO "field_ids" VALUES(1,'language',360000000017);
INSERT INTO "field_ids" VALUES(2,'items',90000000001);
INSERT INTO "field_ids" VALUES(2,'ship_window',90000000002);
INSERT INTO "field_ids" VALUES(2,'options',90000000003);
INSERT INTO "field_ids" VALUES(2,'next_update',90000000004);
INSERT INTO "field_ids" VALUES(2,'message',90000000005);
INSERT INTO "field_ids" VALUES(2,'greeting',90000000006);
INSERT INTO "field_ids" VALUES(2,'reply:back-in-stock',90000000007);
INSERT INTO "field_ids" VALUES(2,'reply:delay-update',90000000008);
INSERT INTO "field_ids" VALUES(2,'reply:next-update-checkin',90000000009);
INSERT INTO "field_ids" VALUES(2,'reply:window-moved',90000000010);
CREATE TABLE late_items (
	feed TEXT NOT NULL, 
	sku TEXT NOT NULL, 
	read_at DATETIME NOT NULL, 
	among BIGINT NOT NULL, 
	version TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (feed, sku)
);
INSERT INTO "late_items" VALUES('macros/backorders.yaml','WID-12','2026-11-24 14:05:00.012497',3,'c40ceeb1','{"sku":"WID-12","name":"Blue Widget 12 oz","aliases":["blue widget","BW12"],"ship_window":{"first":"2026-12-01","last":"2026-12-05"},"promised_by":"2026-11-15","reason":"the supplier''s shipment is two weeks late","options":[{"kind":"wait"},{"sku":"WID-14","name":"Green Widget 12 oz","kind":"swap"},{"kind":"split"},{"kind":"cancel"}],"next_update":"2026-11-29","locales":[["de",{"name":"","reason":"die Sendung unseres Lieferanten kommt zwei Wochen sp\u00e4ter"}],["es",{"name":"","reason":"la remesa de nuestro proveedor llega con dos semanas de retraso"}],["fr",{"name":"","reason":"la livraison de notre fournisseur a deux semaines de retard"}]],"lapsed":false,"match":"normal","also":[],"cancelled_by":[]}');
INSERT INTO "late_items" VALUES('macros/backorders.yaml','KET-70','2026-11-24 14:05:00.012497',3,'335bfc9f','{"sku":"KET-70","name":"Gooseneck Kettle 0.7 l","aliases":["gooseneck kettle"],"ship_window":{"first":"2026-12-14","last":"2026-12-18"},"promised_by":"2026-11-30","reason":"the container is held at the port","options":[{"kind":"wait"},{"kind":"split"},{"kind":"cancel"}],"next_update":"2026-12-04","locales":[["de",{"name":"","reason":"der Container wird im Hafen aufgehalten"}],["es",{"name":"","reason":"el contenedor est\u00e1 retenido en el puerto"}],["fr",{"name":"","reason":"le conteneur est retenu au port"}]],"lapsed":false,"match":"normal","also":[],"cancelled_by":[]}');
INSERT INTO "late_items" VALUES('macros/backorders.yaml','CHAIR-OAK','2026-11-24 14:05:00.012497',3,'b5d157fa','{"sku":"CHAIR-OAK","name":"Oak Reading Chair","aliases":["oak chair"],"ship_window":null,"promised_by":"2026-11-28","reason":"the first frames failed our quality check and the workshop has not confirmed a new date","options":[{"kind":"wait"},{"kind":"split"},{"kind":"cancel"}],"next_update":"2026-12-03","locales":[["de",{"name":"","reason":"die ersten Gestelle haben unsere Qualit\u00e4tspr\u00fcfung nicht bestanden und die Werkstatt hat noch keinen neuen Termin best\u00e4tigt"}],["es",{"name":"","reason":"las primeras estructuras no superaron nuestro control de calidad y el taller a\u00fan no ha confirmado una nueva fecha"}],["fr",{"name":"","reason":"les premi\u00e8res structures n''ont pas pass\u00e9 notre contr\u00f4le qualit\u00e9 et l''atelier n''a pas encore confirm\u00e9 de nouvelle date"}]],"lapsed":false,"match":"normal","also":[],"cancelled_by":[]}');
CREATE TABLE leases (
	name TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	host TEXT NOT NULL, 
	pid BIGINT NOT NULL, 
	process TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE marks (
	account_id INTEGER NOT NULL, 
	ticket_id BIGINT NOT NULL, 
	sku TEXT NOT NULL, 
	state TEXT NOT NULL, 
	version TEXT NOT NULL, 
	wording TEXT NOT NULL, 
	facts TEXT, 
	window TEXT, 
	name TEXT, 
	moved BOOLEAN, 
	CONSTRAINT marks_item PRIMARY KEY (account_id, ticket_id, sku), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "marks" VALUES(1,1,'WID-12','told','c40ceeb1','eb67522e','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0);
INSERT INTO "marks" VALUES(1,2,'WID-12','told','c40ceeb1','eb67522e','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0);
INSERT INTO "marks" VALUES(1,3,'CHAIR-OAK','told','b5d157fa','eb67522e','b5d157fa','unknown','Oak Reading Chair',0);
INSERT INTO "marks" VALUES(1,4,'KET-70','told','335bfc9f','eb67522e','335bfc9f','2026-12-14/2026-12-18','Gooseneck Kettle 0.7 l',1);
INSERT INTO "marks" VALUES(1,6,'WID-12','dismissed','c40ceeb1','eb67522e','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0);
INSERT INTO "marks" VALUES(2,1,'WID-12','told','c40ceeb1','bc9db050','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0);
INSERT INTO "marks" VALUES(2,2,'WID-12','told','c40ceeb1','bc9db050','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0);
INSERT INTO "marks" VALUES(2,3,'CHAIR-OAK','told','b5d157fa','bc9db050','b5d157fa','unknown','Oak Reading Chair',0);
INSERT INTO "marks" VALUES(2,4,'KET-70','told','335bfc9f','bc9db050','335bfc9f','2026-12-14/2026-12-18','Gooseneck Kettle 0.7 l',1);
INSERT INTO "marks" VALUES(2,6,'WID-12','told','c40ceeb1','bc9db050','c40ceeb1','2026-12-01/2026-12-05','Blue Widget 12 oz',0);
CREATE TABLE "scanned" (
	account_id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	PRIMARY KEY (account_id, "key"), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "scanned" VALUES(1,'38c71f927cf33154');
INSERT INTO "scanned" VALUES(1,'3937bfe64fddb8ab');
INSERT INTO "scanned" VALUES(1,'ad1e059f77a32d61');
INSERT INTO "scanned" VALUES(2,'38c71f927cf33154');
INSERT INTO "scanned" VALUES(2,'3937bfe64fddb8ab');
INSERT INTO "scanned" VALUES(2,'ad1e059f77a32d61');
CREATE TABLE tickets (
	account_id INTEGER NOT NULL, 
	ticket_id BIGINT NOT NULL, 
	unsettled BOOLEAN NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (account_id, ticket_id), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "tickets" VALUES(1,1,0,'{"tags":["backorder_wid_12","backorder"],"fields":[["choices","ce46eac431670c9f"],["follow_up","af93649fc1afea90"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["delay","ae4ed2515c7ee1fd"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["language","46bf7d91b11979ac"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US"}');
INSERT INTO "tickets" VALUES(1,2,0,'{"tags":["backorder_wid_12","backorder"],"fields":[["ship_window","9830726202d7172f"],["options","2864b358fddce8c7"],["delay","3270132facf23e0c"],["items","ad47f0f13543219a"],["next_update","61aea890002bb3e5"],["message","9ff70358c4cf1a95"],["choices","f5e2570064298455"],["follow_up","c454a2d70ad990d5"],["language","fa20977256dfdd5a"]],"locale":"de"}');
INSERT INTO "tickets" VALUES(1,3,0,'{"tags":["backorder_chair_oak","backorder"],"fields":[["next_update","8c61a3edb889e512"],["choices","a1c5daced9addf03"],["options","1c73b88922e3fb67"],["delay","9e465c44fd7f4004"],["message","c6e4c059386b81b8"],["follow_up","53d93a3d6ecde5cb"],["ship_window","15df38ce7bf9f1da"],["language","46bf7d91b11979ac"],["items","eee53894d1cffcaf"]],"locale":"en_US"}');
INSERT INTO "tickets" VALUES(1,4,0,'{"tags":["backorder","backorder_ket_70","backorder_window_moved"],"fields":[["choices","3c8b3f586cc78d13"],["next_update","5db9551eb6a2affe"],["follow_up","9d95937f218a34da"],["options","1c73b88922e3fb67"],["items","9bcff7f89b75a0d3"],["delay","1c3d5b1b73d1b6d6"],["message","11d183642d108980"],["ship_window","7ac80164a26289a3"],["language","46bf7d91b11979ac"]],"locale":"en_US"}');
INSERT INTO "tickets" VALUES(1,5,0,'{"tags":["backorder_resolved"],"fields":[["language","fa20977256dfdd5a"],["back_in_stock","03a6534bca593106"]],"locale":"de"}');
INSERT INTO "tickets" VALUES(1,6,0,'{"locale":"en_US"}');
INSERT INTO "tickets" VALUES(2,1,0,'{"fields":[["reply:next-update-checkin","fc044ad9ba43b32b"],["reply:window-moved","6d52763c0151b88a"],["greeting","fdda60cb3869b17e"],["reply:delay-update","ab1955c9b70b680c"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US"}');
INSERT INTO "tickets" VALUES(2,2,0,'{"fields":[["ship_window","9830726202d7172f"],["options","2864b358fddce8c7"],["reply:next-update-checkin","3a9320662b4f995e"],["reply:window-moved","5611c2969f30d058"],["items","ad47f0f13543219a"],["next_update","61aea890002bb3e5"],["message","9ff70358c4cf1a95"],["greeting","d140fb647a21404c"],["reply:delay-update","9c6cdcf3707fa7e8"]],"locale":"de"}');
INSERT INTO "tickets" VALUES(2,3,0,'{"fields":[["reply:delay-update","4ac0c401bf6cc98e"],["next_update","8c61a3edb889e512"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["message","c6e4c059386b81b8"],["ship_window","15df38ce7bf9f1da"],["reply:next-update-checkin","5296f2142023aef8"],["reply:window-moved","6b6296c0939e0672"],["items","eee53894d1cffcaf"]],"locale":"en_US"}');
INSERT INTO "tickets" VALUES(2,4,0,'{"fields":[["next_update","5db9551eb6a2affe"],["reply:delay-update","9a78371770189c25"],["reply:next-update-checkin","ff0c0dd8ce762398"],["reply:window-moved","18b68328fe792ce4"],["options","1c73b88922e3fb67"],["greeting","fdda60cb3869b17e"],["items","9bcff7f89b75a0d3"],["message","11d183642d108980"],["ship_window","7ac80164a26289a3"]],"locale":"en_US"}');
INSERT INTO "tickets" VALUES(2,5,0,'{"fields":[["greeting","d140fb647a21404c"],["reply:back-in-stock","058618219930a160"]],"locale":"de"}');
INSERT INTO "tickets" VALUES(2,6,0,'{"fields":[["reply:next-update-checkin","fc044ad9ba43b32b"],["reply:window-moved","6d52763c0151b88a"],["greeting","fdda60cb3869b17e"],["reply:delay-update","ab1955c9b70b680c"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["options","cad563e1c98b7858"],["items","ad47f0f13543219a"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US"}');
CREATE TABLE zendesk_bridge_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT zendesk_bridge_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "zendesk_bridge_version" VALUES('0005');
CREATE INDEX events_ticket ON events (account_id, ticket_id);
CREATE INDEX tickets_unsettled ON tickets (account_id, unsettled, ticket_id);
CREATE INDEX marks_standing ON marks (account_id, sku, state, version, wording, ticket_id);
COMMIT;

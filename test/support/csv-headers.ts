/** Headers of the tables that the CSV profiles know, by the profile's id. */

/** Headers as the tools write them, several where versions differ. */
export const headers: Readonly<Record<string, readonly string[]>> = {
  'evtxecmd-csv': [
    'RecordNumber,EventRecordId,TimeCreated,EventId,Level,Provider,Channel,ProcessId,ThreadId,Computer,ChunkNumber,UserId,MapDescription,UserName,RemoteHost,PayloadData1,PayloadData2,PayloadData3,PayloadData4,PayloadData5,PayloadData6,ExecutableInfo,HiddenRecord,SourceFile,Keywords,ExtraDataOffset,Payload',
    'RecordNumber,EventRecordId,TimeCreated,EventId,Level,Provider,Channel,ProcessId,ThreadId,Computer,UserId,MapDescription,ChunkNumber,UserName,RemoteHost,PayloadData1,PayloadData2,PayloadData3,PayloadData4,PayloadData5,ExecutableInfo,SourceFile,Payload',
    'Payload,Keywords,SourceFile,PayloadData1,MapDescription,Computer,Channel,Provider,Level,EventId,TimeCreated,EventRecordId,RecordNumber',
  ],
  'hayabusa-csv': [
    'Timestamp,Computer,EventID,Level,RuleTitle,Details,RulePath,FilePath',
    'Timestamp,RuleTitle,Level,Computer,Channel,EventID,RecordID,Details,ExtraFieldInfo,RuleID',
    'Timestamp,Computer,Channel,EventID,Level,MitreTactics,MitreTags,OtherTags,RecordID,RuleTitle,AllFieldInfo,RuleFile,EvtxFile',
    'datetime,timestamp_desc,message,Computer,Channel,EventID,Level,MitreTactics,MitreTags,OtherTags,RecordID,Details,RuleFile,EvtxFile,AllFieldInfo',
    'Timestamp,Computer,Channel,EID,Level,Title,RecordID,Details,MitreTactics',
  ],
  'sentinel-windows-csv': [
    '"TimeGenerated [UTC]",Account,AccountType,Computer,EventSourceName,Channel,Task,Level,EventID,Activity,CommandLine,NewProcessId,NewProcessName,ProcessId,SubjectLogonId',
    ',TenantId,Account,EventID,TimeGenerated,SourceComputerId,Computer,SubjectUserName,SubjectDomainName,SubjectUserSid,TargetUserName,TargetDomainName,TargetUserSid,TargetLogonId,LogonProcessName,LogonType,AuthenticationPackageName,Status,IpAddress,WorkstationName',
    'TimeGenerated,Provider,Channel,Computer,EventID,EventLevelName,EventData,EventRecordId',
    'TimeGenerated,Source,EventLog,Computer,EventLevelName,ParameterXml,EventData,EventID,RenderedDescription,UserName',
  ],
  'sentinel-syslog-csv': [
    ',TenantId,SourceSystem,TimeGenerated,Computer,EventTime,Facility,HostName,SeverityLevel,SyslogMessage,ProcessID,HostIP,ProcessName,MG,Type,_ResourceId',
    'TimeGenerated [UTC],Computer,Facility,SeverityLevel,SyslogMessage,ProcessName',
  ],
  'security-alert-csv': [
    ',TenantId,StartTimeUtc,EndTimeUtc,ProviderAlertId,SystemAlertId,ProviderName,VendorName,AlertType,AlertName,AlertDisplayName,Description,Severity,IsIncident,ExtendedProperties,Entities,TimeGenerated,CompromisedEntity',
  ],
  'office-activity-csv': [
    'TimeGenerated,UserId,ClientIP,Operation,Parameters',
    'TimeGenerated [UTC],RecordType,Operation,UserType,UserKey,OfficeWorkload,ResultStatus,OfficeObjectId,UserId,ClientIP',
  ],
  'defender-xdr-csv': [
    'Timestamp,DeviceId,DeviceName,ActionType,FileName,FolderPath,SHA1,SHA256,MD5,FileSize,ProcessId,ProcessCommandLine,ProcessCreationTime,AccountDomain,AccountName,AccountSid,LogonId,InitiatingProcessAccountName,InitiatingProcessFileName,InitiatingProcessCommandLine',
    'Timestamp,DeviceName,ActionType,LogonType,AccountName,RemoteIP,RemoteDeviceName',
    'Timestamp,DeviceName,FileName,ProcessCommandLine,InitiatingProcessFileName',
    'TimeGenerated [UTC],DeviceName,ActionType,RemoteIP,RemotePort,RemoteUrl,InitiatingProcessFileName',
  ],
  'event-viewer-csv': [
    'Level,Date and Time,Source,Event ID,Task Category',
    'Keywords,Date and Time,Source,Event ID,Task Category',
    'Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie',
  ],
  'get-winevent-csv': [
    'Message,Id,Version,Qualifiers,Level,Task,Opcode,Keywords,RecordId,ProviderName,ProviderId,LogName,ProcessId,ThreadId,MachineName,UserId,TimeCreated,ActivityId,RelatedActivityId,ContainerLog,MatchedQueryIds,Bookmark,LevelDisplayName,OpcodeDisplayName,TaskDisplayName,KeywordsDisplayNames,Properties',
    'EventID,MachineName,Data,Index,Category,CategoryNumber,EntryType,Message,Source,ReplacementStrings,InstanceId,TimeGenerated,TimeWritten,UserName,Site,Container',
    'TimeCreated,Id,ProviderName,MachineName,Message',
  ],
  'mftecmd-mft-csv': [
    'EntryNumber,SequenceNumber,InUse,ParentEntryNumber,ParentSequenceNumber,ParentPath,FileName,Extension,FileSize,ReferenceCount,ReparseTarget,IsDirectory,HasAds,IsAds,SI<FN,uSecZeros,Copied,SiFlags,NameType,Created0x10,Created0x30,LastModified0x10,LastModified0x30,LastRecordChange0x10,LastRecordChange0x30,LastAccess0x10,LastAccess0x30,UpdateSequenceNumber,LogfileSequenceNumber,SecurityId,ObjectIdFileDroid,LoggedUtilStream,ZoneIdContents,SourceFile',
  ],
  'mftecmd-usn-csv': [
    'Name,Extension,EntryNumber,SequenceNumber,ParentEntryNumber,ParentSequenceNumber,ParentPath,UpdateSequenceNumber,UpdateTimestamp,UpdateReasons,FileAttributes,OffsetToData,SourceFile',
  ],
  'pecmd-csv': [
    'Note,SourceFilename,SourceCreated,SourceModified,SourceAccessed,ExecutableName,Hash,Size,Version,RunCount,LastRun,PreviousRun0,PreviousRun1,PreviousRun2,PreviousRun3,PreviousRun4,PreviousRun5,PreviousRun6,Volume0Name,Volume0Serial,Volume0Created,Volume1Name,Volume1Serial,Volume1Created,Directories,FilesLoaded,ParsingError',
  ],
  'pecmd-timeline-csv': ['RunTime,ExecutableName'],
  'amcacheparser-csv': [
    'ApplicationName,ProgramId,FileKeyLastWriteTimestamp,SHA1,IsOsComponent,FullPath,Name,FileExtension,LinkDate,ProductName,Size,Version,ProductVersion,LongPathHash,BinaryType,IsPeFile,BinFileVersion,BinProductVersion,Usn,Language,Description',
    'ProgramId,KeyLastWriteTimestamp,Name,Version,Publisher,InstallDate,OSVersionAtInstallTime,BundleManifestPath,HiddenArp,InboxModernApp,Language,ManifestPath,MsiPackageCode,MsiProductCode,PackageFullName,ProgramInstanceId,RegistryKeyPath,RootDirPath,Type,Source,StoreAppType,UninstallString',
    'KeyName,KeyLastWriteTimestamp,DriverTimeStamp,DriverLastWriteTime,DriverName,DriverInBox,DriverIsKernelMode,DriverSigned,DriverCheckSum,DriverCompany,DriverId,DriverPackageStrongName,DriverType,DriverVersion,ImageSize,Inf,Product,ProductVersion,Service,WdfVersion',
    'KeyName,LnkName,KeyLastWriteTimestamp',
  ],
  'appcompatcache-csv': [
    'ControlSet,CacheEntryPosition,Path,LastModifiedTimeUTC,Executed,Duplicate,SourceFile',
  ],
  'lecmd-csv': [
    'SourceFile,SourceCreated,SourceModified,SourceAccessed,TargetCreated,TargetModified,TargetAccessed,FileSize,RelativePath,WorkingDirectory,FileAttributes,HeaderFlags,DriveType,VolumeSerialNumber,VolumeLabel,LocalPath,NetworkPath,CommonPath,Arguments,TargetIDAbsolutePath,TargetMFTEntryNumber,TargetMFTSequenceNumber,MachineID,MachineMACAddress,MACVendor,TrackerCreatedOn,ExtraBlocksPresent',
  ],
  'jlecmd-csv': [
    'SourceFile,SourceCreated,SourceModified,SourceAccessed,AppId,AppIdDescription,DestListVersion,LastUsedEntryNumber,MRU,EntryNumber,CreationTime,LastModified,Hostname,MacAddress,Path,InteractionCount,PinStatus,FileBirthDroid,FileDroid,VolumeBirthDroid,VolumeDroid,TargetCreated,TargetModified,TargetAccessed,FileSize,RelativePath,WorkingDirectory,FileAttributes,HeaderFlags,DriveType,VolumeSerialNumber,VolumeLabel,LocalPath,CommonPath,TargetIDAbsolutePath,TargetMFTEntryNumber,TargetMFTSequenceNumber,MachineID,MachineMACAddress,TrackerCreatedOn,ExtraBlocksPresent,Arguments,Notes',
    'SourceFile,SourceCreated,SourceModified,SourceAccessed,AppId,AppIdDescription,EntryName,TargetCreated,TargetModified,TargetAccessed,FileSize,RelativePath,WorkingDirectory,FileAttributes,HeaderFlags,DriveType,VolumeSerialNumber,VolumeLabel,LocalPath,CommonPath,TargetIDAbsolutePath,TargetMFTEntryNumber,TargetMFTSequenceNumber,MachineID,MachineMACAddress,TrackerCreatedOn,ExtraBlocksPresent,Arguments',
  ],
  'sbecmd-csv': [
    'BagPath,Slot,NodeSlot,MRUPosition,AbsolutePath,ShellType,Value,ChildBags,CreatedOn,ModifiedOn,AccessedOn,LastWriteTime,MFTEntry,MFTSequenceNumber,ExtensionBlockCount,FirstInteracted,LastInteracted,HasExplored,Miscellaneous',
  ],
  'recmd-csv': [
    'HivePath,HiveType,Description,Category,KeyPath,ValueName,ValueType,ValueData,ValueData2,ValueData3,Comment,Recursive,Deleted,LastWriteTimestamp,PluginDetailFile',
  ],
  'rbcmd-csv': ['SourceName,FileType,FileName,FileSize,DeletedOn'],
  'srumecmd-csv': [
    'Id,Timestamp,ExeInfo,ExeInfoDescription,ExeTimestamp,SidType,Sid,UserName,UserId,AppId,BytesReceived,BytesSent,InterfaceLuid,InterfaceType,L2ProfileFlags,L2ProfileId,ProfileName',
    'Id,Timestamp,ExeInfo,ExeInfoDescription,ExeTimestamp,SidType,Sid,UserName,UserId,AppId,ConnectedTime,ConnectStartTime,InterfaceLuid,InterfaceType,L2ProfileFlags,L2ProfileId,ProfileName',
  ],
  'kape-copy-log': [
    'CopiedTimestamp,SourceFile,DestinationFile,FileSize,SourceFileSha1,DeferredCopy,CreatedOnUtc,ModifiedOnUtc,LastAccessedOnUtc,CopyDuration',
  ],
  'plaso-l2tcsv': [
    'date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra',
  ],
  'plaso-dynamic-csv': [
    'datetime,timestamp_desc,source,source_long,message,parser,display_name,tag',
    'datetime,timestamp_desc,message,parser,hostname,username,xml_string',
  ],
  'timesketch-csv': ['message,timestamp,datetime,timestamp_desc,hostname,user'],
  'm365-audit-csv': [
    'CreationDate,UserIds,Operations,AuditData',
    'RecordType,CreationDate,UserIds,Operations,AuditData,ResultIndex,ResultCount,Identity,IsValid,ObjectState',
    'RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames',
  ],
  'entra-sign-ins-csv': [
    'Date (UTC),Request ID,User agent,Correlation ID,User ID,User,Username,User type,Cross tenant access type,Incoming token type,Authentication Protocol,Unique token identifier,Application,Application ID ,Resource,Resource ID ,IP address,Location,Status,Sign-in error code,Failure reason,Client app,Device ID,Browser,Operating System,Compliant,Managed,Join Type,Incoming token type,Conditional Access',
    'Date (UTC),Request ID,Correlation ID,Service principal ID,Service principal name,Credential key ID,Credential thumbprint,Application,Application ID ,Resource,Resource ID ,IP address,Location,Status,Sign-in error code,Failure reason,Conditional Access',
    'CreatedDateTime,UserPrincipalName,UserDisplayName,AppDisplayName,IPAddress,City,Country,Device,Browser,OS,Status,RiskState,RiskLevelDuringSignIn,RiskLevelAggregated,ConditionalAccessStatus',
  ],
  'cloudtrail-csv': [
    'Event name,Event time,User name,Event source,Resource type,Resource name,AWS access key,AWS region,Error code,Source IP address,Event ID,Request ID,Read-only',
    'eventversion,useridentity,eventtime,eventsource,eventname,awsregion,sourceipaddress,useragent,errorcode,errormessage,requestparameters,responseelements,eventid',
  ],
  's3-honey-bucket-csv': [
    'Event Type,Event Name,Request ID,User ID,Request Parameters,Alert,Event ID,Event DateTime,Alarm DateTime,Source IP,Request User Agent,Repeated Attempts',
  ],
  'splunk-csv': [
    '_time,_raw,host,source,sourcetype,index,linecount,splunk_server',
    '_raw,_time,EventCode,ComputerName',
  ],
  'velociraptor-csv': [
    'EventTime,Computer,Channel,Provider,EventID,EventRecordID,UserSID,Username,EventData,UserData,Message,OSPath',
    'System,EventData,Message,FlowId,ClientId,Fqdn',
  ],
  'chainsaw-csv': [
    'timestamp,detections,path,count,Event.System.Provider,Event ID,Record ID,Computer,Event Data',
    'timestamp,detections,path,Event ID,Record ID,Computer,User,User SID',
    'system_time,id,detection_rules,computer_name,Event.EventData.CommandLine,event_id,process_name',
  ],
  'mactime-csv': ['Date,Size,Type,Mode,UID,GID,Meta,File Name'],
  'lanl-auth': [
    'time,src_domain,dst_domain,src_computer,dst_computer,auth_type,logontype,authentication_orientation,success_or_failure',
  ],
};
